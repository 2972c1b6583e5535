// That what the pages take for granted is what the server's document says: a compile-time check.
import type { Fact, Feed, Packs, PolicyWords } from "./content";
import type { DraftShown, Imported } from "./draft";
import type { AnswersTold, EnterprisePage, Version } from "./enterprise";
import type { Headlines } from "./headline";
import type { JournalPage } from "./journal";
import type { Paper, WorkPage } from "./ladder";
import type { Client, Officer, PostShown } from "./people";
import type { ChangedPage, LibraryEntry, PolicyShown, Population } from "./policy";
import type { paths } from "./schema";
import type { First, Session } from "./session";
import type { FileTold } from "./told";
import type { Verdict } from "./verdict";
import type { HomeShown, Pair, View, Waiting } from "./work";

/** The body of an answer to a question. */
type Reply<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer B } } } };
}
  ? Told<B>
  : never;

/** The document does not say whether what is not there is null or absent: both are left out here,
 * and so are the words that a text may be. */
type Told<T> = T extends string
  ? string
  : T extends readonly (infer I)[]
    ? readonly Told<I>[]
    : T extends object
      ? { readonly [K in keyof T]-?: Told<Exclude<T[K], undefined | null>> }
      : T;

type Items<P extends keyof paths> = Reply<P> extends { items: readonly (infer I)[] } ? I : never;

type Agrees<Said, Taken> = [Said] extends [never]
  ? "not said"
  : Said extends Told<Taken>
    ? true
    : { said: Said; taken: Told<Taken> };

export type Agreements = [
  Agrees<Reply<"/api/first">, First>,
  Agrees<Reply<"/api/session">, Session>,
  Agrees<Reply<"/api/enterprises">, EnterprisePage>,
  Agrees<Reply<"/api/enterprises/{id}">, FileTold>,
  Agrees<Reply<"/api/enterprises/{id}/answers">, AnswersTold>,
  Agrees<Items<"/api/clauses">, PolicyWords>,
  Agrees<Items<"/api/policies">, LibraryEntry>,
  Agrees<Reply<"/api/policies/{shelf}/{name}">, PolicyShown>,
  Agrees<Reply<"/api/policies/{shelf}/{name}/population">, Population>,
  Agrees<Reply<"/api/ladder">, WorkPage>,
  Agrees<Items<"/api/papers">, Paper>,
  Agrees<Reply<"/api/drafts/{id}">, DraftShown>,
  Agrees<Items<"/api/facts">, Fact>,
  Agrees<Items<"/api/feeds">, Feed>,
  Agrees<Reply<"/api/packs">, Packs>,
  Agrees<Reply<"/api/journal">, JournalPage>,
  Agrees<Items<"/api/officers">, Officer>,
  Agrees<Reply<"/api/home">, HomeShown>,
  Agrees<Reply<"/api/headline">, Headlines>,
  Agrees<Items<"/api/verdicts">, Verdict>,
  Agrees<Items<"/api/reviews">, Waiting>,
  Agrees<Items<"/api/duplicates">, Pair>,
  Agrees<Items<"/api/views">, View>,
  Agrees<Reply<"/api/changes">, ChangedPage>,
  Agrees<Items<"/api/imports">, Imported>,
  Agrees<Items<"/api/enterprises/{id}/facts/{fact}">, Version>,
  Agrees<Omit<Items<"/api/posts">, "scope">, Omit<PostShown, "scope">>,
  Agrees<Omit<Items<"/api/clients">, "scope">, Omit<Client, "scope">>,
];

/** Refused by the compiler where one of them does not agree. */
export type Agreed<T extends true = Agreements[number]> = T;
