// One policy: what it says of everyone, its text left and its rule right, cases, editions.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  policyQuery,
  populationQuery,
  type Band,
  type Cite,
  type PolicyShown,
} from "../../api/policy";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { GROUPS, type Group } from "../../route/search";
import { later } from "../../say";
import { Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { useOwn, useSession } from "../session";
import { Firms } from "./firms";
import { Key } from "./key";
import "../../ui/clause.css";
import "./policy.css";

const route = getRouteApi("/desk/policies/$shelf/$name");

const NEAR: readonly Group[] = ["near-paper", "near-money", "near-time"];
/** A list has what its word includes, and so has its number. */
const WIDER: Partial<Record<Group, readonly Group[]>> = {
  yes: ["unclaimed"],
  near: NEAR,
  no: [...NEAR, "unsupported"],
};
/** Shown where there are any. */
const RARE: ReadonlySet<Group> = new Set(["held", "near-paper", "near-money", "near-time"]);

export function Policy(): ReactNode {
  const { t } = useTranslation();
  const { shelf, name } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const id = `${shelf}/${name}`;
  const query = useQuery(policyQuery(id, search));
  if (query.error !== null)
    return (
      <Fault
        problem={problemOf(query.error)}
        again={() => void query.refetch()}
        onward={<Link {...link.policies()}>{t("rail.library")}</Link>}
      />
    );
  if (query.data === undefined) return <Skeleton lines={16} />;
  const policy = query.data;
  const choose = (group: Group): void => {
    const { group: before, ...rest } = search;
    void navigate(link.policy(id, group === before ? rest : { ...rest, group }));
  };
  return (
    <>
      <Title
        title={policy.title}
        says={[policy.kind, policy.issuer ?? "", spanSays(policy, t), policy.status ?? ""]
          .filter((text) => text !== "")
          .join(" · ")}
      />
      <div className="stack">
        <Groups id={id} group={search.group} onChoose={choose} />
        {search.group !== undefined && <Firms policy={id} group={search.group} />}
        <Text policy={policy} />
        <Indicators policy={policy} />
        <Key policy={policy} />
        <Foot policy={policy} />
      </div>
    </>
  );
}

interface GroupsProps {
  readonly id: string;
  readonly group: Group | undefined;
  readonly onChoose: (group: Group) => void;
}

/** How many firms there are of each answer; each number opens its list. */
function Groups({ id, group, onChoose }: GroupsProps): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const own = useOwn();
  const query = useQuery(populationQuery(id, search));
  const counts = query.data?.counts ?? {};
  // Of one enterprise there is nothing to count.
  const there = (word: Group): boolean => of(word) > 0 || (!own && !RARE.has(word));
  const of = (word: Group): number =>
    [word, ...(WIDER[word] ?? [])].reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return (
    <section className="sheet file-section">
      <h2>
        {t(own ? "policy.one.populationOwn" : "policy.one.population")}
        <small>{t("disclaimer")}</small>
      </h2>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && (
        <p className={`note ${own ? "groups-wait-own" : "groups-wait"}`}>
          {t("policy.one.counting")}
        </p>
      )}
      {query.data !== undefined && (
        <div className="groups">
          {GROUPS.filter(there).map((word) => (
            <button
              key={word}
              className={`bare group group-${word.split("-")[0] ?? word}`}
              aria-pressed={group === word}
              onClick={() => onChoose(word)}
            >
              {own ? (
                <strong>{t(`policy.group.${word}`)}</strong>
              ) : (
                <>
                  <Many count={of(word)} />
                  <span>{t(`policy.group.${word}`)}</span>
                </>
              )}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

/** So many firms: the number, and its unit. */
function Many({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  const [number, ...unit] = t("policy.one.many", { count }).split(" ");
  return (
    <strong className="num">
      {number}
      <span className="unit">{unit.join(" ")}</span>
    </strong>
  );
}

function citeSays({ title, number, place }: Cite): string {
  const name = title === null ? "" : `《${title.replace(/^《|》$/g, "")}》`;
  return `${name}${number === null ? "" : `（${number}）`}${place ?? ""}`;
}

function CiteLine({ cite }: { readonly cite: Cite }): ReactNode {
  const says = citeSays(cite);
  return (
    <p className="note">
      {cite.url === null ? (
        says
      ) : (
        <a href={cite.url} target="_blank" rel="noreferrer">
          {says}
        </a>
      )}
    </p>
  );
}

function Text({ policy }: { readonly policy: PolicyShown }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet file-section">
      <h2>{t("policy.one.clauses")}</h2>
      {policy.clauses.map((clause) => (
        <div key={clause.id} className="text-rule">
          <div>
            {clause.text === null ? (
              <p>
                {clause.summary}
                <span className="note"> {t("clause.summary")}</span>
              </p>
            ) : (
              <blockquote className="clause-text">{clause.text}</blockquote>
            )}
            <CiteLine cite={clause.cite} />
            {clause.memory && <span className="tag tag-unknown">{t("clause.memory")}</span>}
          </div>
          <div>
            {clause.when !== null && <code className="rule">{clause.when}</code>}
            {clause.any.length > 0 && (
              <>
                <p className="note">{t("policy.one.any")}</p>
                {clause.any.map((any) => (
                  <code key={any} className="rule">
                    {any}
                  </code>
                ))}
              </>
            )}
            {clause.give !== null && (
              <p>
                <span className="note">{t("policy.one.give")} </span>
                <code className="rule">{clause.give}</code>
              </p>
            )}
            {clause.cap !== null && (
              <p>
                <span className="note">{t("policy.one.cap")} </span>
                <code className="rule">{clause.cap}</code>
              </p>
            )}
          </div>
        </div>
      ))}
    </section>
  );
}

function Indicators({ policy }: { readonly policy: PolicyShown }): ReactNode {
  const { t } = useTranslation();
  if (policy.indicators.length === 0) return null;
  return (
    <section className="sheet file-section">
      <h2>{t("policy.one.indicators")}</h2>
      {policy.indicators.map((one) => (
        <div key={one.name} className="text-rule">
          <div>
            <h3>
              {one.name}
              {one.max !== null && (
                <span className="note"> {t("policy.one.max", { max: one.max })}</span>
              )}
            </h3>
            {(one.text ?? one.summary) !== null && <p>{one.text ?? one.summary}</p>}
            {one.cite !== null && <CiteLine cite={one.cite} />}
          </div>
          <div>
            {one.of !== null && <code className="rule">{one.of}</code>}
            {one.bands.map((band) => (
              <BandLine key={band.test} band={band} only={one.bands.length === 1} />
            ))}
            {one.bands.length + one.sum.length + one.best.length === 0 && (
              <p>{t("policy.one.judged")}</p>
            )}
            {one.sum.length > 0 && <p>{t("policy.one.sum", { parts: one.sum.join(" + ") })}</p>}
            {one.best.length > 0 && (
              <p>{t("policy.one.best", { parts: one.best.join(t("comma")) })}</p>
            )}
          </div>
        </div>
      ))}
    </section>
  );
}

interface BandProps {
  readonly band: Band;
  /** There is no other. */
  readonly only: boolean;
}

/** When it is a band, and what that gives. */
function BandLine({ band, only }: BandProps): ReactNode {
  const { t } = useTranslation();
  const rest = band.test === "-";
  // Of what always gives the same formula no test is said.
  const always = rest && only;
  return (
    <>
      {(band.formula === null || !always) && (
        <div className="band">
          <code className="rule">{rest ? !only && t("policy.one.otherwise") : band.test}</code>
          {band.formula === null && <span className="num">{given(band, t)}</span>}
        </div>
      )}
      {band.formula !== null && (
        <p>
          <span className="note">{t("policy.one.byFormula")} </span>
          <code className="rule">{band.formula}</code>
        </p>
      )}
    </>
  );
}

/** What a band gives: a class, or points. */
function given({ points, most, class: name }: Band, t: TFunction): string {
  if (points === null || most === null) return name ?? "";
  return points === most
    ? t("policy.one.points", { points })
    : t("policy.one.between", { points, most });
}

interface EditionProps {
  readonly policy: PolicyShown;
  readonly edition: PolicyShown["editions"][number];
  readonly first: boolean;
  readonly says: string;
}

/** An edition, opened as of its first day, and what it changed, firm by firm. */
function EditionLine({
  policy: { id, from: shown },
  edition,
  first,
  says,
}: EditionProps): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const { from, until, status } = edition;
  const past = until !== null && until < today ? { on: until } : {};
  return (
    <p className="num">
      {from === null || from === shown ? (
        says
      ) : (
        <Link {...link.policy(id, { on: from })}>{says}</Link>
      )}
      {status !== null && <span className="note"> {status}</span>}
      {!first && from !== null && from <= today && (
        <>
          {" "}
          <Link {...link.changes({ policy: id, was_on: later(from, -1), ...past })}>
            {t("policy.one.changed")}
          </Link>
        </>
      )}
    </p>
  );
}

/** Of the path of a file what names it: the shelf, the folder, the file. */
const PARTS = 3;

/** Which copy of each document was read, once. */
function copies({ clauses }: PolicyShown): readonly (readonly [string, string])[] {
  const found = new Map<string, string>();
  for (const { cite } of clauses) {
    if (cite.title !== null && cite.copy !== null) found.set(cite.title, cite.copy);
  }
  return [...found];
}

interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

function spanSays({ from: first, until }: Span, t: TFunction): string {
  const from = first ?? t("policy.one.noStart");
  return until === null
    ? t("policy.one.openSays", { from })
    : t("policy.one.editionSays", { from, until });
}

function Foot({ policy }: { readonly policy: PolicyShown }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="foot">
      <section className="sheet file-section">
        <h2>{t("policy.one.editions")}</h2>
        {policy.editions.map((edition, at) => (
          <EditionLine
            key={edition.from}
            policy={policy}
            edition={edition}
            first={at === 0}
            says={spanSays(edition, t)}
          />
        ))}
        {policy.windows.length > 0 && <h2 style={{ marginTop: 12 }}>{t("policy.one.windows")}</h2>}
        {policy.windows.map((window) => (
          <div key={`${window.from}${window.until}`}>
            <p className="num">{spanSays(window, t)}</p>
            <CiteLine cite={window.cite} />
          </div>
        ))}
        <h2 style={{ marginTop: 12 }}>{t("policy.one.source")}</h2>
        {copies(policy).map(([title, copy]) => (
          <p key={title} className="note">
            《{title}》{t("policy.one.copyRead", { copy })}
          </p>
        ))}
        <p className="note">
          {t("policy.one.file")} {policy.path.split("/").slice(-PARTS).join("/")}
        </p>
      </section>
      <section className="sheet file-section">
        <h2>
          {t("policy.one.cases")}
          <small>{t("policy.one.casesSays")}</small>
        </h2>
        <ul className="cases">
          {policy.cases.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}
