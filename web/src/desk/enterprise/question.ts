// What the list asks the register, from its link and the columns that were chosen on this machine.
import {
  jumpEnterprises,
  readEnterprises,
  type EnterprisePage,
  type EnterpriseQuestion,
} from "../../api/enterprise";
import type { EnterprisesSearch } from "../../route/search";
import { whenOf } from "../../search";
import type { Source } from "../../ui/pages";
import { formula } from "./filter";

/** Shown until somebody chooses others. */
export const USUAL: readonly string[] = [
  "所属园区",
  "划型行业",
  "营业收入",
  "研发费用",
  "职工总数",
  "成立日期",
];

const KEY = "yuanshu.columns";

/** The person's own choice on this machine. */
export function remembered(): readonly string[] {
  const stored = localStorage.getItem(KEY);
  return stored === null || stored === "" ? USUAL : stored.split(",");
}

export function remember(columns: readonly string[]): void {
  localStorage.setItem(KEY, columns.join(","));
}

export function questionOf(search: EnterprisesSearch): EnterpriseQuestion {
  const { q, filters = [], where, answer, stay, columns, sort } = search;
  return {
    q,
    where: formula(filters, where),
    answer,
    stay,
    columns: (columns ?? remembered()).join(","),
    sort,
    ...whenOf(search),
  };
}

export function registerPages(question: EnterpriseQuestion): Source<EnterprisePage> {
  return {
    key: ["enterprises", question],
    read: (after, signal) => readEnterprises(question, after, signal),
    jump: (offset, limit, signal) => jumpEnterprises(question, { offset, limit }, signal),
  };
}
