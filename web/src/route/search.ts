// What each page keeps in its link.
import { filtersIn, type Filter } from "../desk/enterprise/filter";
import { asOf, day, flag, kept, list, oneOf, text, type AsOf, type Raw } from "../search";

/** Beside those who are in the zone: those who are outside it alone, or everybody. */
export const STAYS = ["left", "all"] as const;
export type Stay = (typeof STAYS)[number];

export interface EnterprisesSearch extends AsOf {
  readonly q?: string;
  readonly filters?: readonly Filter[];
  /** A formula of the rule language beside the filters. */
  readonly where?: string;
  /** Such as `cn/high-tech:near`; several, parted by commas, must all be. */
  readonly answer?: string;
  /** Those in the zone on the day where nothing is said. */
  readonly stay?: Stay;
  readonly columns?: readonly string[];
  readonly sort?: string;
  /** The firm that is open beside the list. */
  readonly open?: string;
}

export function enterprisesSearch(raw: Raw): EnterprisesSearch {
  const filters = filtersIn(raw["filters"]);
  return kept<EnterprisesSearch>({
    ...asOf(raw),
    q: text(raw, "q"),
    filters: filters.length > 0 ? filters : undefined,
    where: text(raw, "where"),
    answer: text(raw, "answer"),
    stay: oneOf(raw, "stay", STAYS),
    columns: list(raw, "columns"),
    sort: text(raw, "sort"),
    open: text(raw, "open"),
  });
}

export interface EnterpriseSearch extends AsOf {
  /** The figure whose source is open: a fact, with `:year` where it has years. */
  readonly figure?: string;
  /** The policy whose 判定依据 is open. */
  readonly policy?: string;
}

export function enterpriseSearch(raw: Raw): EnterpriseSearch {
  return kept<EnterpriseSearch>({
    ...asOf(raw),
    figure: text(raw, "figure"),
    policy: text(raw, "policy"),
  });
}

/** The words that the register is asked by. */
export const GROUPS = [
  "held",
  "yes",
  "unclaimed",
  "near",
  "near-paper",
  "near-money",
  "near-time",
  "unknown",
  "person",
  "no",
  "unsupported",
  "outside",
] as const;
export type Group = (typeof GROUPS)[number];

export interface PolicySearch extends AsOf {
  /** The group of firms that is listed. */
  readonly group?: Group;
  readonly open?: string;
}

export function policySearch(raw: Raw): PolicySearch {
  return kept<PolicySearch>({
    ...asOf(raw),
    group: oneOf(raw, "group", GROUPS),
    open: text(raw, "open"),
  });
}

/** What of an answer changed: the answer itself, or only the points, the class or the money. */
export const SHIFTS = ["answer", "value"] as const;
export type Shift = (typeof SHIFTS)[number];

export interface ChangesSearch extends AsOf {
  readonly policy?: string;
  readonly was_on?: string;
  readonly was_known?: string;
  readonly only?: Shift;
  /** The firm whose reasons are open beside the list. */
  readonly open?: string;
}

export function changesSearch(raw: Raw): ChangesSearch {
  return kept<ChangesSearch>({
    ...asOf(raw),
    policy: text(raw, "policy"),
    was_on: text(raw, "was_on"),
    was_known: text(raw, "was_known"),
    only: oneOf(raw, "only", SHIFTS),
    open: text(raw, "open"),
  });
}

/** What one step away takes: papers, money or time. */
export const EFFORTS = ["paper", "money", "time"] as const;
export type Effort = (typeof EFFORTS)[number];

export interface LadderSearch extends AsOf {
  readonly policy?: string;
  readonly issuer?: string;
  readonly by?: Effort;
}

export function ladderSearch(raw: Raw): LadderSearch {
  return kept<LadderSearch>({
    ...asOf(raw),
    policy: text(raw, "policy"),
    issuer: text(raw, "issuer"),
    by: oneOf(raw, "by", EFFORTS),
  });
}

export interface DisputesSearch extends AsOf {
  /** Those alone that one's own department settles. */
  readonly mine?: true;
}

export function disputesSearch(raw: Raw): DisputesSearch {
  return kept<DisputesSearch>({ ...asOf(raw), mine: flag(raw, "mine") });
}

/** What is done, in the words of the journal. */
export const ACTS = [
  "read-sensitive",
  "issue-verdict",
  "export-facts",
  "export-register",
  "import-facts",
  "undo-import",
  "correct-fact",
  "review-facts",
  "settle-fact",
  "object-to-fact",
  "change-enterprise",
  "merge-enterprises",
  "make-task",
  "do-task",
  "keep-accounts",
  "grant-posts",
  "second-staff",
  "keep-content",
  "keep-store",
  "read-journal",
  "sign-in",
  "sign-out",
  "end-session",
  "take-post",
  "set-password",
  "set-factor",
  "lock-out",
  "accept-invitation",
] as const;
export type Act = (typeof ACTS)[number];

export interface JournalSearch extends AsOf {
  readonly who?: string;
  readonly act?: Act;
  readonly from?: string;
  readonly until?: string;
  /** The line that is open beside the list. */
  readonly open?: string;
}

export function journalSearch(raw: Raw): JournalSearch {
  return kept<JournalSearch>({
    ...asOf(raw),
    who: text(raw, "who"),
    act: oneOf(raw, "act", ACTS),
    from: day(raw, "from"),
    until: day(raw, "until"),
    open: text(raw, "open"),
  });
}

/** The lists of those who are let in: officers, their posts, programs. */
export const STAFF = ["officers", "posts", "clients"] as const;

export interface PeopleSearch extends AsOf {
  /** Which of them is open; officers where none is named. */
  readonly list?: (typeof STAFF)[number];
}

export function peopleSearch(raw: Raw): PeopleSearch {
  return kept<PeopleSearch>({ ...asOf(raw), list: oneOf(raw, "list", STAFF) });
}

/** What kinds of policies there are, and how far the text of one may be trusted. */
export const KINDS = ["title", "class", "grant", "amount", "score"] as const;
export const TRUST = ["official", "secondary", "draft", "demo"] as const;

export interface PoliciesSearch extends AsOf {
  readonly q?: string;
  readonly issuer?: string;
  readonly kind?: (typeof KINDS)[number];
  readonly status?: (typeof TRUST)[number];
  /** Those too that do not decide on the day. */
  readonly all?: true;
}

export function policiesSearch(raw: Raw): PoliciesSearch {
  return kept<PoliciesSearch>({
    ...asOf(raw),
    q: text(raw, "q"),
    issuer: text(raw, "issuer"),
    kind: oneOf(raw, "kind", KINDS),
    status: oneOf(raw, "status", TRUST),
    all: flag(raw, "all"),
  });
}

export interface ListSearch extends AsOf {
  readonly q?: string;
  readonly open?: string;
  readonly all?: true;
}

export function listSearch(raw: Raw): ListSearch {
  return kept<ListSearch>({
    ...asOf(raw),
    q: text(raw, "q"),
    open: text(raw, "open"),
    all: flag(raw, "all"),
  });
}
