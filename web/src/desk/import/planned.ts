// What a person says of the columns of a draft, and what there is to be said of one.
import type { Fact } from "../../api/content";
import type { Plan, PlannedColumn, Preview, Replan } from "../../api/draft";

/** How a draft is to be read, before it is read so. */
export interface Edited {
  readonly columns: readonly PlannedColumn[];
  readonly feed: string;
  readonly since: string | undefined;
  /** 阶段 of the columns that do not say their own, where it is not as the source's. */
  readonly stage: string | undefined;
}

export function editedOf({ plan, feed }: Preview): Edited {
  return { columns: plan.column ?? [], feed, since: plan.since, stage: plan.stage };
}

export function replanOf(plan: Plan, { columns, feed, since, stage }: Edited): Replan {
  return {
    plan: { ...plan, column: columns, ...(stage === undefined ? {} : { stage }) },
    feed,
    ...(since === undefined ? {} : { since }),
  };
}

/** What is said anew of a column; an empty text and null take it back. One that was refused is no
 * longer once somebody says what it is. */
export interface More {
  readonly fact?: string;
  readonly unit?: string;
  readonly year?: number | null;
  readonly stage?: string;
  readonly basis?: string;
}

export function changed(column: PlannedColumn, more: More): PlannedColumn {
  const all = { ...column, ...more };
  const { unit = "", year = null, stage = "", basis = "", refused = false, ...rest } = all;
  return {
    ...rest,
    ...(refused && more.fact === undefined ? { refused } : {}),
    ...(unit === "" ? {} : { unit }),
    ...(year === null ? {} : { year }),
    ...(stage === "" ? {} : { stage }),
    ...(basis === "" ? {} : { basis }),
  };
}

/** Who and when a row is of: they stand in one column of a sheet each. */
export const IDENTITIES = ["统一社会信用代码", "企业名称", "年度", "数据阶段"] as const;

/** The period a row is of: its first day and its last may stand in two columns. */
export const PERIOD = "所属期" as const;

const NOTHING = { unit: "", year: null, stage: "", basis: "" };

/** The columns with one of them said anew; what says who or when now, another of its sheet says no
 * more. */
export function said(
  columns: readonly PlannedColumn[],
  at: number,
  more: More,
): readonly PlannedColumn[] {
  const { fact } = more;
  const own = columns[at];
  const moves = IDENTITIES.some((identity) => identity === fact);
  return columns.map((one, other) => {
    if (other === at) return changed(one, moves ? { ...NOTHING, ...more } : more);
    const left = moves && one.fact === fact && one.sheet === own?.sheet;
    return left ? changed(one, { fact: "" }) : one;
  });
}

/** What cannot stay as it was said where a column is taken for another figure: a unit that its
 * figures cannot have, a year of what has none. */
export function refit(
  { unit = "" }: Pick<PlannedColumn, "unit">,
  fact: Pick<Fact, "kind" | "unit" | "yearly"> | undefined,
): More {
  if (fact === undefined) return {};
  const { unit: _, ...period } = NOTHING;
  return { ...(fits(unit, fact) ? {} : { unit: "" }), ...(fact.yearly ? {} : period) };
}

function fits(unit: string, { kind, unit: own }: Pick<Fact, "kind" | "unit">): boolean {
  if (kind === "money") return unit.endsWith("元");
  if (kind === "ratio") return /[%％‰]$/.test(unit);
  return kind === "number" && own !== null && unit.endsWith(own);
}

export interface Sayable {
  readonly unit: boolean;
  /** 年度, 阶段 and 口径: of figures of a year, not of names, codes and places. */
  readonly period: boolean;
}

export function sayable(fact: Pick<Fact, "kind" | "yearly"> | undefined): Sayable {
  if (fact === undefined) return { unit: false, period: false };
  const counted = fact.kind === "money" || fact.kind === "number" || fact.kind === "ratio";
  return { unit: counted, period: fact.yearly };
}
