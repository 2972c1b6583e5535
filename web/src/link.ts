// Every path of the web, and every address that is downloaded from.
import { linkOptions } from "@tanstack/react-router";

import { address, type Query } from "./api/client";
import { short, type AsOf } from "./search";
import type {
  ChangesSearch,
  DisputesSearch,
  EnterpriseSearch,
  EnterprisesSearch,
  JournalSearch,
  LadderSearch,
  ListSearch,
  PeopleSearch,
  PoliciesSearch,
  PolicySearch,
} from "./route/search";

export const LADDER = [
  "unclaimed",
  "near",
  "unsupported",
  "expiring",
  "approaching",
  "missing",
] as const;
export type Rung = (typeof LADDER)[number];

export const link = {
  home: () => linkOptions({ to: "/" }),
  login: (back?: string) =>
    linkOptions({ to: "/login", search: back === undefined || back === "/" ? {} : { back } }),
  account: () => linkOptions({ to: "/account" }),
  enterprises: (search: EnterprisesSearch = {}) =>
    linkOptions({ to: "/enterprises", search: short(search) }),
  enterprise: (id: number | string, search: EnterpriseSearch = {}) =>
    linkOptions({ to: "/enterprises/$id", params: { id: String(id) }, search: short(search) }),
  brief: (id: number | string, search: AsOf = {}) =>
    linkOptions({ to: "/enterprises/$id/brief", params: { id: String(id) }, search }),
  fillList: () => linkOptions({ to: "/fill/list" }),
  fillForm: () => linkOptions({ to: "/fill/form" }),
  people: (search: PeopleSearch = {}) => linkOptions({ to: "/people", search }),
  reviews: () => linkOptions({ to: "/reviews" }),
  disputes: (search: DisputesSearch = {}) => linkOptions({ to: "/disputes", search }),
  objections: (search: DisputesSearch = {}) => linkOptions({ to: "/objections", search }),
  changes: (search: ChangesSearch = {}) => linkOptions({ to: "/changes", search }),
  policies: (search: PoliciesSearch = {}) =>
    linkOptions({ to: "/policies", search: short(search) }),
  policy: (id: string, search: PolicySearch = {}) => {
    const [shelf = "", name = ""] = id.split("/");
    return linkOptions({ to: "/policies/$shelf/$name", params: { shelf, name }, search });
  },
  ladder: (rung: Rung, search: LadderSearch = {}) =>
    linkOptions({ to: "/ladder/$rung", params: { rung }, search }),
  imports: () => linkOptions({ to: "/imports" }),
  draft: (draft: string) => linkOptions({ to: "/imports/$draft", params: { draft } }),
  facts: (search: ListSearch = {}) => linkOptions({ to: "/facts", search: short(search) }),
  journal: (search: JournalSearch = {}) => linkOptions({ to: "/journal", search: short(search) }),
  about: () => linkOptions({ to: "/about" }),
};

/** The same list as a workbook. */
export function workbook(path: string, query: Query = {}): string {
  return address(`${path}.xlsx`, query);
}
