// How answers are put in the order in which an officer reads them.
import type { FileFigure, MissingFact, PolicyAnswer } from "../../api/enterprise";

/** What is within reach comes first, what does not concern the firm last. */
export const GROUPS = [
  "near",
  "unclaimed",
  "yes",
  "unknown",
  "person",
  "unsupported",
  "no",
  "outside",
] as const;
export type Standing = (typeof GROUPS)[number];

export function standingOf({ group }: PolicyAnswer): Standing {
  switch (group) {
    case "near-paper":
    case "near-money":
    case "near-time":
      return "near";
    default:
      return group;
  }
}

export function grouped(
  answers: readonly PolicyAnswer[],
): ReadonlyMap<Standing, readonly PolicyAnswer[]> {
  const groups = new Map<Standing, PolicyAnswer[]>();
  for (const group of GROUPS) groups.set(group, []);
  for (const answer of answers) groups.get(standingOf(answer))?.push(answer);
  return groups;
}

export interface Wanting extends MissingFact {
  /** What of it is missing, as each policy says it. */
  readonly names: readonly string[];
  /** The policies that it would help to settle. */
  readonly settles: readonly string[];
}

/**
 * What is missing, first what would settle most (补齐后可判定). Of a list one policy may miss what
 * a record does not say, and another that the list is whole: both are named.
 */
export function wanting(answers: readonly PolicyAnswer[]): readonly Wanting[] {
  const found = new Map<string, { missing: MissingFact; names: Set<string>; settles: string[] }>();
  for (const { title, missing } of answers) {
    for (const one of missing) {
      const key = `${one.fact}:${one.year ?? ""}`;
      const known = found.get(key) ?? { missing: one, names: new Set(), settles: [] };
      known.names.add(one.name);
      known.settles.push(title);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ missing, names, settles }) => ({ ...missing, names: [...names], settles }))
    .sort((one, other) => other.settles.length - one.settles.length);
}

/** Whether something else is said of a figure, waits for a second person, or counts. */
export function hasTurned(before: FileFigure, now: FileFigure): boolean {
  const said = ({ ground, stands, others, held }: FileFigure): string =>
    JSON.stringify([
      ground,
      ...[[stands], others, held].map((some) => some.map((one) => [one?.origin, one?.line])),
    ]);
  return said(before) !== said(now);
}

export interface Early {
  readonly name: string;
  readonly year: number | null;
  readonly stage: string;
}

/** The figures an answer rests on that are not final: only expected (预计), or told early (快报). */
export function early(answer: PolicyAnswer, figures: readonly FileFigure[]): readonly Early[] {
  return answer.figures.flatMap(({ fact, name, year }) => {
    const of = figures.find((one) => one.fact === fact && one.year === year);
    const stage = of?.stands?.source.stage;
    return stage === "forecast" || stage === "flash" ? [{ name, year, stage }] : [];
  });
}

/** Figures on which sources are at odds. */
export function disputed(figures: readonly FileFigure[]): readonly FileFigure[] {
  return figures.filter(({ ground }) => ground === "disputed" || ground === "bases");
}

/** Figures of which something waits for a second person. */
export function waiting(figures: readonly FileFigure[]): readonly FileFigure[] {
  return figures.filter(({ held }) => held.length > 0);
}

export interface Series {
  readonly name: string;
  readonly fact: string;
  readonly unit: string | null;
  readonly kind: FileFigure["kind"];
  readonly byYear: ReadonlyMap<number, FileFigure>;
}

/** Figures of years, a line a fact, in the order of the file. */
export function series(figures: readonly FileFigure[]): readonly Series[] {
  const lines = new Map<string, { figure: FileFigure; byYear: Map<number, FileFigure> }>();
  for (const figure of figures) {
    if (figure.year === null) continue;
    const line = lines.get(figure.fact) ?? { figure, byYear: new Map<number, FileFigure>() };
    line.byYear.set(figure.year, figure);
    lines.set(figure.fact, line);
  }
  return [...lines.values()].map(({ figure: { name, fact, unit, kind }, byYear }) => ({
    name,
    fact,
    unit,
    kind,
    byYear,
  }));
}

/** The years that any figure is of, earliest first. */
export function yearsOf(figures: readonly FileFigure[]): readonly number[] {
  const years = new Set(figures.flatMap(({ year }) => (year === null ? [] : [year])));
  return [...years].sort((one, other) => one - other);
}

/** The key of a figure in a link: `operating_revenue:2025`. */
export function figureKey({
  fact,
  year,
}: {
  readonly fact: string;
  readonly year: number | null;
}): string {
  return year === null ? fact : `${fact}:${year}`;
}
