// How numbers, money, shares and days are said; every figure on a page goes through here.

/** What is shown, and what it is exactly. */
export interface Said {
  readonly text: string;
  readonly unit: string;
  /** In full, where the text is rounded or in a larger unit. */
  readonly exact: string | undefined;
}

const WAN = 10_000n * 100n;
const YI = 100_000_000n * 100n;

/** Groups of three: 4,800.00. */
export function grouped(digits: string): string {
  const sign = /^[-−]/.test(digits) ? "−" : "";
  const [whole = "", rest] = digits.replace(/^[-−+]/, "").split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + groups + (rest === undefined ? "" : `.${rest}`);
}

/** A whole number: 81,624. */
export function count(value: number): string {
  return grouped(String(Math.round(value)));
}

/** What stands in a sentence: `{{count}}`, or `{{count, line|lines}}` with the word that goes with it. */
export function told(value: unknown, words?: string): string {
  const shown = typeof value === "number" ? count(value) : String(value);
  if (words === undefined) return shown;
  const [one = "", many = ""] = words.split("|");
  return `${shown} ${shown === "1" ? one : many}`;
}

/** `value` with so many decimals, halves away from zero, without a detour over binary fractions. */
export function fixed(value: string | number, decimals: number): string {
  const text = plain(value);
  const negative = text.startsWith("-");
  const [whole = "0", rest = ""] = text.replace("-", "").split(".");
  const kept = rest.slice(0, decimals).padEnd(decimals, "0");
  const up = (rest[decimals] ?? "0") >= "5" ? 1n : 0n;
  const units = (BigInt(whole + kept) + up).toString().padStart(decimals + 1, "0");
  const cut = units.length - decimals;
  const body = decimals === 0 ? units : `${units.slice(0, cut)}.${units.slice(cut)}`;
  return negative && /[1-9]/.test(body) ? `-${body}` : body;
}

/** The digits of a number, never in powers of ten. */
function plain(value: string | number): string {
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return Number(value).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
}

/** Money of so many fen, in 万元, or in 亿元 from one 亿元 on. */
export function money(fen: number | string | bigint): Said {
  const whole = BigInt(fixed(String(fen), 0));
  const size = whole < 0n ? -whole : whole;
  const [unit, per] = size >= YI ? (["亿元", YI] as const) : (["万元", WAN] as const);
  return {
    text: grouped(hundredths(whole, per)),
    unit,
    exact: `${grouped(hundredths(whole, 100n))} 元`,
  };
}

/** Money of so many fen in 万元 throughout, for columns, whose unit stands in the header. */
export function wan(fen: number | string | bigint): string {
  return grouped(hundredths(BigInt(fixed(String(fen), 0)), WAN));
}

/** `units / per` with two decimals, halves away from zero. */
function hundredths(units: bigint, per: bigint): string {
  const size = units < 0n ? -units : units;
  const cents = (size * 200n + per) / (per * 2n);
  const digits = cents.toString().padStart(3, "0");
  const body = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return units < 0n && cents > 0n ? `-${body}` : body;
}

/** A ratio as a percentage with one decimal: 0.0416 is 4.2%. */
export function share(ratio: string | number): Said {
  const text = plain(ratio);
  const [whole = "0", rest = ""] = text.split(".");
  const hundred = rest.padEnd(2, "0");
  const moved = `${whole}${hundred.slice(0, 2)}.${hundred.slice(2) || "0"}`.replace(
    /^(-?)0+(?=\d)/,
    "$1",
  );
  const exact = moved.replace(/\.?0+$/, "");
  const short = fixed(moved, 1);
  return {
    text: `${grouped(short)}%`,
    unit: "",
    exact: exact === short.replace(/\.0$/, "") ? undefined : `${grouped(exact)}%`,
  };
}

/** A figure with its unit; decimals are cut to two, with all of them in `exact`. */
export function figure(value: string | number, unit = ""): Said {
  const text = plain(value);
  const decimals = text.split(".")[1]?.length ?? 0;
  if (decimals <= 2) return { text: grouped(text), unit, exact: undefined };
  return { text: grouped(fixed(text, 2)), unit, exact: `${grouped(text)} ${unit}`.trim() };
}

const MOMENT = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/** A moment where the zone lives: 2026-11-21 09:30. */
export function moment(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : MOMENT.format(at);
}

/** The day of a moment where the zone lives. */
export function dayOf(iso: string): string {
  return moment(iso).slice(0, 10);
}

/** Whether it is a day as the product writes days, and one that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The day so many days after. */
export function later(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** How many days from one day to another. */
export function between(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A size of a file: 1.2 MB. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  if (size < 1_000_000) return `${fixed(size / 1000, 0)} kB`;
  return `${fixed(size / 1_000_000, 1)} MB`;
}
