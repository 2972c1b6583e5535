// Filters as people set them, and the formula of the rule language that they are.
import { isDay } from "../../say";

/** What kind of value a fact has, as far as filters differ. */
export type Kind = "number" | "bool" | "text" | "date";

export const OPS = {
  number: ["ge", "le", "gt", "lt", "eq"],
  bool: ["is", "not"],
  text: ["among", "has"],
  date: ["from", "until"],
} as const satisfies Record<Kind, readonly string[]>;

export type Op = (typeof OPS)[Kind][number];

export interface Filter {
  /** The fact's name. */
  readonly fact: string;
  /** −1 is the last complete year; none for facts that have no years. */
  readonly year?: number;
  readonly op: Op;
  /** With its unit, such as 2000 万元; several texts are parted by 、 */
  readonly value?: string;
}

/** What parts several texts. */
export const PART = "、";

const SIGNS: Partial<Record<Op, string>> = {
  ge: ">=",
  le: "<=",
  gt: ">",
  lt: "<",
  eq: "=",
  from: ">=",
  until: "<=",
};

/** All of them at once, or nothing where there are none. */
export function formula(filters: readonly Filter[], more?: string): string | undefined {
  const parts = filters.map(part).filter((text) => text !== undefined);
  const own = more?.trim();
  if (own !== undefined && own !== "") parts.push(parts.length > 0 ? `(${own})` : own);
  return parts.length === 0 ? undefined : parts.join(" and ");
}

function part({ fact, year, op, value = "" }: Filter): string | undefined {
  const name = year === undefined ? fact : `${fact}[${year}]`;
  if (op === "is") return name;
  if (op === "not") return `not(${name})`;
  const said = value.trim();
  if (said === "") return undefined;
  if (op === "has") return `contains(${name}, ${quoted(said)})`;
  if (op === "among") {
    const texts = said.split(/[、,，;；\n]/).map((text) => text.trim());
    const quotes = texts.filter((text) => text !== "").map(quoted);
    return quotes.length === 1 ? `${name} = ${quotes[0]}` : `${name} in [${quotes.join(", ")}]`;
  }
  const sign = SIGNS[op] ?? "=";
  if (op === "from" || op === "until") {
    return isDay(said) ? `${name} ${sign} date(${quoted(said)})` : undefined;
  }
  return `${name} ${sign} ${said.replaceAll(",", "").replaceAll("，", "")}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Those of a link, without what is no filter. */
export function filtersIn(raw: unknown): readonly Filter[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((item: unknown) => {
    const filter = filterIn(item);
    return filter === undefined ? [] : [filter];
  });
}

function filterIn(raw: unknown): Filter | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const fact: unknown = Reflect.get(raw, "fact");
  const year: unknown = Reflect.get(raw, "year");
  const value: unknown = Reflect.get(raw, "value");
  const word: unknown = Reflect.get(raw, "op");
  const op = Object.values(OPS)
    .flat()
    .find((known) => known === word);
  if (typeof fact !== "string" || fact === "" || op === undefined) return undefined;
  return {
    fact,
    op,
    ...(typeof year === "number" && Number.isInteger(year) && year < 0 ? { year } : {}),
    ...(typeof value === "string" ? { value } : {}),
  };
}
