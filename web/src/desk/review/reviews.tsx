// What people must settle: figures that wait for a second person, files that are likely of one firm.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import {
  oddSource,
  raisedSource,
  review,
  waitingQuery,
  type Correction,
  type Odd,
  type OddPage,
  type Raised,
  type RaisedPage,
  type Waiting,
} from "../../api/work";
import { link } from "../../link";
import { moment } from "../../say";
import { Decide } from "../../ui/decide";
import { Fault, FaultLine, Skeleton, SkeletonLine } from "../../ui/faces";
import { usePages, type Pages } from "../../ui/pages";
import { Reason } from "../../ui/reason";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useMay, useSession } from "../session";
import { useWrite } from "../write";
import { Duplicates } from "./duplicates";

export function Reviews(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("merge-enterprises");
  return (
    <>
      <Title title={t("reviews.title")}>
        <Export path="/api/reviews" />
      </Title>
      <div className="stack">
        <Held />
        <AtOdds />
        <Objected />
        {may && <Duplicates />}
      </div>
    </>
  );
}

function Held(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(waitingQuery);
  const [returning, setReturning] = useState<Waiting>();
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const items = query.data?.items ?? [];
  const isThere = (line: number): boolean => items.some((one) => one.line === line);
  const fails = (of: Waiting, error?: unknown): void =>
    setFailed((before) => [
      ...before.filter((one) => one.of.line !== of.line),
      ...(error === undefined ? [] : [{ of, error }]),
    ]);
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("reviews.waiting")}
        <small>{t("reviews.waitingHow")}</small>
      </h2>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={2} />}
      {failed.map(
        ({ of, error }) =>
          // It was reviewed by somebody else, and is no row any more.
          !isThere(of.line) && <Lost key={of.line} of={of} error={error} />,
      )}
      {query.data?.items.length === 0 && <p className="note">{t("reviews.none")}</p>}
      {items.length > 0 && (
        <table className="plain stacks">
          <thead>
            <tr>
              <th>{t("reviews.what")}</th>
              <th>{t("reviews.facts")}</th>
              <th>{t("reviews.by")}</th>
              <th>
                <span className="out-of-sight">{t("table.acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <HeldRow
                key={one.line}
                of={one}
                error={failed.find(({ of }) => of.line === one.line)?.error}
                onFail={(error) => fails(one, error)}
                onReturn={() => setReturning(one)}
              />
            ))}
          </tbody>
        </table>
      )}
      {returning !== undefined && (
        <Return key={returning.line} of={returning} onDone={() => setReturning(undefined)} />
      )}
    </section>
  );
}

interface Failed {
  readonly of: Waiting;
  readonly error: unknown;
}

/** Which one it was, and why what was said of it did not count. */
function Lost({ of, error }: Failed): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      {of.name ?? t("reviews.correction")}
      {of.correction !== null && <Corrected of={of.correction} />}
      <FaultLine problem={problemOf(error)} />
    </div>
  );
}

interface HeldRowProps {
  readonly of: Waiting;
  /** What came of the last word on it, where it did not count. */
  readonly error: unknown;
  readonly onFail: (error?: unknown) => void;
  readonly onReturn: () => void;
}

/** One that waits; what came of a word on it stands beside it, whatever is said of the next. */
function HeldRow({ of, error, onFail, onReturn }: HeldRowProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay("review-facts");
  const { user } = useSession();
  const isOwn = of.by === user.code || of.by === user.name;
  const look = useWrite(
    () => {
      onFail();
      return review({ of, outcome: "accepted", reason: "" }).catch((thrown: unknown) => {
        onFail(thrown);
        throw thrown;
      });
    },
    { says: () => t("reviews.done") },
  );
  return (
    <tr>
      <td>
        {of.name ?? t("reviews.correction")}
        {of.correction !== null && <Corrected of={of.correction} />}
        <div className="note">
          {t("enterprise.file.line", { line: of.line })} ·{" "}
          <span className="day">{moment(of.at)}</span>
        </div>
      </td>
      <td data-name={t("reviews.facts")}>{of.facts.join(t("comma"))}</td>
      <td data-name={t("reviews.by")}>{of.by}</td>
      <td>
        {may && isOwn && <span className="note">{t("reviews.own")}</span>}
        {may && !isOwn && (
          <Decide
            pass={{
              word: t("reviews.accept"),
              busy: look.isPending,
              onSay: () => look.mutate(),
            }}
            turn={{ word: t("reviews.return"), onSay: onReturn }}
          />
        )}
        {error !== undefined && <FaultLine problem={problemOf(error)} />}
      </td>
    </tr>
  );
}

/** How many figures are at odds; they have a page of their own. */
function AtOdds(): ReactNode {
  const { t } = useTranslation();
  const pages = usePages<Odd, OddPage>(oddSource(false));
  return (
    <Apart title={t("home.disputed")} says={t("disputes.says")} pages={pages}>
      {pages.total === 0 ? (
        <p className="note">{t("disputes.none")}</p>
      ) : (
        <Link {...link.disputes()}>{t("home.disputedSays", { count: pages.total })}</Link>
      )}
    </Apart>
  );
}

/** How many objections are open; they have a page of their own. */
function Objected(): ReactNode {
  const { t } = useTranslation();
  const pages = usePages<Raised, RaisedPage>(raisedSource(false));
  return (
    <Apart title={t("home.objected")} says={t("objections.says")} pages={pages}>
      {pages.total === 0 ? (
        <p className="note">{t("objections.none")}</p>
      ) : (
        <Link {...link.objections()}>{t("home.objectedSays", { count: pages.total })}</Link>
      )}
    </Apart>
  );
}

interface ApartProps {
  readonly title: string;
  readonly says: string;
  readonly pages: Pick<Pages<unknown, unknown>, "head" | "pending" | "error" | "again">;
  /** Once it is known how many there are. */
  readonly children: ReactNode;
}

/** What has a page of its own, told of in a line. */
function Apart({ title, says, pages, children }: ApartProps): ReactNode {
  return (
    <section className="sheet file-section">
      <h2>
        {title}
        <small>{says}</small>
      </h2>
      {pages.error !== null && <FaultLine problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <SkeletonLine />}
      {pages.head !== undefined && children}
    </section>
  );
}

/** Whose figure it is, what it would be from here on, and what it is. */
function Corrected({ of }: { readonly of: Correction }): ReactNode {
  const { t } = useTranslation();
  const { enterprise, name, year, since, was, becomes, reason, hidden } = of;
  return (
    <>
      {" "}
      <Link {...link.enterprise(enterprise.id)} className="among-words">
        {enterprise.name}
      </Link>
      <span className="note num"> {enterprise.code ?? t("enterprise.file.noCode")}</span>
      <div>
        {name} {year ?? since}
        {t("colon")}
        {hidden ? (
          <span className="note">{t("reviews.hidden")}</span>
        ) : (
          <>
            {was?.shown ?? t("answer.unknown")} → <strong>{becomes?.shown}</strong>
            <span className="note"> {becomes?.source.feed}</span>
          </>
        )}
      </div>
      {reason !== "" && <div className="note">{reason}</div>}
    </>
  );
}

interface ReturnProps {
  readonly of: Waiting;
  readonly onDone: () => void;
}

function Return({ of, onDone }: ReturnProps): ReactNode {
  const { t } = useTranslation();
  const back = useWrite((reason: string) => review({ of, outcome: "returned", reason }), {
    says: () => t("reviews.done"),
    onDone,
  });
  return (
    <Reason
      title={t("reviews.return")}
      does={t("reviews.return")}
      asks={t("reviews.reason")}
      sent={back}
      onCancel={onDone}
    />
  );
}
