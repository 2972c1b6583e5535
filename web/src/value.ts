// Values as the API writes them, and how they are said.
import i18next from "i18next";

import { figure, grouped, money, share, wan, type Said } from "./say";

/** The notation of values: `{"number":"4.5","unit":"元"}`, `{"string":"…"}`, true, null, lists. */
export type Value = unknown;

/** Whether nothing is known. */
export function isUnknown(value: Value): boolean {
  return value === null || value === undefined;
}

function part(value: Value, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textPart(value: Value, name: string): string | undefined {
  const found = part(value, name);
  return typeof found === "string" ? found : undefined;
}

/** Money in fen from a figure in 元, which has at most two decimals. */
function fen(yuan: string): string {
  const [whole = "0", rest = ""] = yuan.split(".");
  return `${whole}${rest.slice(0, 2).padEnd(2, "0")}`;
}

/** The number that it is, for charts only. */
export function approximate(value: Value): number | undefined {
  const digits = typeof value === "number" ? String(value) : textPart(value, "number");
  if (digits === undefined) return undefined;
  const number = Number(digits);
  return Number.isNaN(number) ? undefined : number;
}

interface How {
  /** The unit that the dictionary has for the fact: `%` turns a ratio into a share. */
  readonly unit?: string | undefined;
  /** In 万元 throughout, where the unit stands in a header. */
  readonly column?: boolean;
}

/** How it is said; undefined where it is unknown. */
export function said(value: Value, { unit, column = false }: How = {}): Said | undefined {
  if (isUnknown(value)) return undefined;
  if (typeof value === "boolean") return words(i18next.t(value ? "value.yes" : "value.no"));
  if (typeof value === "string") return words(value);
  if (typeof value === "number") return figure(value, unit ?? "");
  if (Array.isArray(value)) return rows(value.length);
  const number = textPart(value, "number");
  if (number !== undefined) return numberSaid(number, textPart(value, "unit"), { unit, column });
  const ends = part(value, "between");
  if (Array.isArray(ends)) return words(`${grouped(String(ends[0]))}～${grouped(String(ends[1]))}`);
  const text = textPart(value, "string") ?? textPart(value, "date") ?? textPart(value, "range");
  if (text !== undefined) return words(text);
  const span = textPart(value, "duration");
  return span === undefined ? words(JSON.stringify(value)) : words(duration(span));
}

/** A cell of a list, by the kind of its column; money is in 万元, as its header says. */
export function cellSaid(cell: Value, kind: string): Said | undefined {
  if (isUnknown(cell)) return undefined;
  if (kind === "money") {
    const whole = fen(String(cell));
    return { text: wan(whole), unit: "万元", exact: money(whole).exact };
  }
  if (kind === "ratio") return share(String(cell));
  if (kind === "number") return figure(String(cell));
  if (kind === "list") return rows(Number(cell));
  return said(cell);
}

/** What was typed: a bare number is meant in the unit that stands beside the field, and of an
 * amount 2000万 and 1.5亿 are 万元 and 亿元. */
export function withUnit(typed: string, unit: string | null): string {
  const text = typed.trim();
  if (unit === null || unit === "") return text;
  const [, number = "", short = ""] =
    /^([-−]?[\d,.]+)\s*([万亿]?)$/.exec(text.normalize("NFKC")) ?? [];
  if (number === "") return text;
  if (short === "") return `${number} ${unit}`;
  return unit.endsWith("元") ? `${number} ${short}元` : text;
}

/** What an answer is worth; a score comes bare, as one number or from one to another. */
export function worth(value: string, points: string): { text: string; unit: string } {
  return { text: value, unit: /^[\d.]+( (至|to) [\d.]+)?$/.test(value) ? points : "" };
}

/** An amount in a sentence; what is typed in a rule has no decimals and stays as it is. */
const AMOUNT = /(?<![\d.,])([−-]?[\d,]+\.\d+) ?万元/g;

/** A sentence with its amounts as they are said elsewhere, and what stands between them. Amounts
 * that are compared stay in one unit, and whole where they would look alike otherwise. */
export function amountsIn(text: string): readonly (string | Said)[] {
  const found = [...text.matchAll(AMOUNT)].map(({ 0: whole, 1: digits = "", index }) => {
    const exact = fenOfWan(digits.replace(/[,−]/g, (sign) => (sign === "," ? "" : "-")));
    return { whole, index, exact, large: money(exact).unit === "亿元" };
  });
  const large = found.every((one) => one.large);
  const said = (fen: string): Said => {
    const { exact, ...all } = money(fen);
    return large ? { ...all, exact } : { text: wan(fen), unit: "万元", exact };
  };
  const alike = ({ exact }: { readonly exact: string }): boolean =>
    found.some((one) => one.exact !== exact && said(one.exact).text === said(exact).text);
  const parts: (string | Said)[] = [];
  let end = 0;
  for (const one of found) {
    parts.push(text.slice(end, one.index), alike(one) ? one.whole : said(one.exact));
    end = one.index + one.whole.length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

/** Fen from a figure in 万元: the point goes six places on. */
function fenOfWan(digits: string): string {
  const [whole = "0", rest = ""] = digits.split(".");
  return `${whole}${rest.slice(0, 6).padEnd(6, "0")}`;
}

function words(text: string): Said {
  return { text, unit: "", exact: undefined };
}

function numberSaid(number: string, own: string | undefined, { unit, column }: How): Said {
  if (own === "元") {
    const whole = money(fen(number));
    return column === true ? { text: wan(fen(number)), unit: "万元", exact: whole.exact } : whole;
  }
  if (unit === "%") return share(number);
  return figure(number, own ?? unit ?? "");
}

/** The records of a list. */
function rows(count: number): Said {
  return words(i18next.t("value.rows", { count }));
}

const SPANS = { Y: "value.years", M: "value.months", D: "value.days" } as const;

/** P3Y6M is 3 年 6 个月; P30D is 30 天. */
function duration(iso: string): string {
  const said = (["Y", "M", "D"] as const)
    .flatMap((letter) => {
      const count = new RegExp(`(\\d+)${letter}`).exec(iso)?.[1];
      return count === undefined ? [] : [i18next.t(SPANS[letter], { count: Number(count) })];
    })
    .join(" ");
  return (iso.startsWith("-") ? "−" : "") + (said || iso);
}
