// What stands after the question mark: each page's state, read with care, since people edit links.
import { isDay } from "./say";

export type Raw = Record<string, unknown>;

/** The day and the knowledge that everything on a page is as of. */
export interface AsOf {
  /** 数据截至, a day. */
  readonly on?: string;
  /** 按当日已掌握数据回看: a day or a number of the journal. */
  readonly known?: string;
}

export function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
}

export function list(raw: Raw, name: string): readonly string[] | undefined {
  const value = raw[name];
  if (Array.isArray(value)) return value.filter((item): item is string => typeof item === "string");
  return typeof value === "string" && value !== "" ? value.split(",") : undefined;
}

export function oneOf<T extends string>(
  raw: Raw,
  name: string,
  among: readonly T[],
): T | undefined {
  return among.find((word) => word === raw[name]);
}

export function flag(raw: Raw, name: string): true | undefined {
  return raw[name] === true || raw[name] === "true" ? true : undefined;
}

/** What is there, without what is not: links stay short. */
export function kept<T extends object>(search: { [K in keyof T]: T[K] | undefined }): T;
export function kept(search: Raw): Raw {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What is empty stands in no link. */
export function short<T extends object>(search: T): T;
export function short(search: Raw): Raw {
  const empty = (value: unknown): boolean =>
    value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(search).filter(([, value]) => !empty(value)));
}

/** Of all that a link says, the day and the knowledge. */
export function whenOf({ on, known }: { [K in keyof AsOf]: AsOf[K] | undefined }): AsOf {
  return kept<AsOf>({ on, known });
}

export function day(raw: Raw, name: string): string | undefined {
  const value = text(raw, name);
  return value !== undefined && isDay(value) ? value : undefined;
}

export function asOf(raw: Raw): AsOf {
  const known = text(raw, "known");
  return kept<AsOf>({
    on: day(raw, "on"),
    known: known !== undefined && (isDay(known) || /^\d+$/.test(known)) ? known : undefined,
  });
}
