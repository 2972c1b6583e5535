// The first page: what I owe, what waits, the ladder, how fresh the figures are.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { headlineQuery } from "../../api/headline";
import { problemOf } from "../../api/problem";
import { homeQuery, type HomeShown, type Rung } from "../../api/work";
import { link } from "../../link";
import type { Group } from "../../route/search";
import { count } from "../../say";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useMay, useOwn, useSession } from "../session";
import { Tasks } from "../task/tasks";
import { Given } from "./given";
import { FACTS, Headlines } from "./headline";
import "./home.css";

const Apart = lazy(async () => ({ default: (await import("./apart")).Apart }));
const Own = lazy(async () => ({ default: (await import("./own")).Own }));

/** As the server names the role. */
const LEADER = "领导";

const useLeads = (): boolean => useSession().post.roles.includes(LEADER);

export function Home(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("read-register");
  const own = useOwn();
  const leads = useLeads();
  const query = useQuery({ ...homeQuery, enabled: may && !own });
  // Asked for beside the rest, not after it.
  useQuery({ ...headlineQuery(FACTS), enabled: may && !own && leads });
  if (!may || own)
    return <Suspense fallback={<Skeleton lines={14} />}>{may ? <Own /> : <Apart />}</Suspense>;
  return (
    <>
      <Title
        title={t("home.title")}
        says={
          query.data === undefined ? "" : t("home.says", { count: Number(query.data.enterprises) })
        }
      />
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={14} />}
      {query.data !== undefined && <Sections home={query.data} />}
    </>
  );
}

function Sections({ home }: { readonly home: HomeShown }): ReactNode {
  const { t } = useTranslation();
  const leads = useLeads();
  return (
    <div className={home.feeds.length > 0 ? "home" : "home home-alone"}>
      {leads && <Headlines />}
      <div className="home-main">
        <section className="sheet file-section" aria-label={t("home.tasks")}>
          <h2>
            {t("home.tasks")}
            <small className="num">{count(home.tasks.length)}</small>
          </h2>
          {home.tasks.length === 0 ? (
            <Empty what={t("home.noTasks")} how={t("home.noTasksHow")} />
          ) : (
            <Tasks tasks={home.tasks} />
          )}
          <Waits
            title={t("home.waiting")}
            all={
              home.waiting > 0 && (
                <Link {...link.reviews()}>{t("home.waitingSays", { count: home.waiting })}</Link>
              )
            }
          />
          <Disputed {...home.disputed} />
          <Objected {...home.objections} />
        </section>
        {home.given !== null && <Given given={home.given} />}
        {home.ladder.length > 0 && <Ladder rungs={home.ladder} />}
        {!leads && <HeadlineSheet />}
      </div>
      {home.feeds.length > 0 && <Feeds feeds={home.feeds} unsourced={home.unsourced} />}
    </div>
  );
}

/** The headline figures as a workbook, for those who may take them out and do not lead by them. */
function HeadlineSheet(): ReactNode {
  const { t } = useTranslation();
  if (!useMay("export-facts")) return null;
  return (
    <section className="sheet file-section row">
      <h2 className="grow">
        {t("home.headline")}
        <small>{t("home.headlineSheet")}</small>
      </h2>
      <Export path="/api/headline" query={{ facts: FACTS.join(",") }} />
    </section>
  );
}

/** Figures on which sources are at odds, and those that one's own department settles. */
function Disputed({ all, mine }: HomeShown["disputed"]): ReactNode {
  const { t } = useTranslation();
  return (
    <Waits
      title={t("home.disputed")}
      all={all > 0 && <Link {...link.disputes()}>{t("home.disputedSays", { count: all })}</Link>}
      mine={
        mine > 0 && (
          <Link {...link.disputes({ mine: true })}>{t("home.disputedMine", { count: mine })}</Link>
        )
      }
    />
  );
}

/** What somebody holds to be wrong, and what of it one's own department settles. */
function Objected({ all, mine }: HomeShown["objections"]): ReactNode {
  const { t } = useTranslation();
  return (
    <Waits
      title={t("home.objected")}
      all={all > 0 && <Link {...link.objections()}>{t("home.objectedSays", { count: all })}</Link>}
      mine={
        mine > 0 && (
          <Link {...link.objections({ mine: true })}>
            {t("home.objectedMine", { count: mine })}
          </Link>
        )
      }
    />
  );
}

interface WaitsProps {
  readonly title: string;
  /** The link to all of it; false where there is none. */
  readonly all: ReactNode;
  readonly mine?: ReactNode;
}

/** What waits, in a line under one's tasks. */
function Waits({ title, all, mine = false }: WaitsProps): ReactNode {
  if (all === false) return null;
  return (
    <p className="home-waiting">
      <span className="tag tag-near">{title}</span> {all}
      {mine !== false && <> · {mine}</>}
    </p>
  );
}

const COLUMNS = [
  { group: "held", word: "held", of: ["held"] },
  { group: "unclaimed", word: "unclaimed", of: ["unclaimed"] },
  { group: "near", word: "near", of: ["near-paper", "near-money", "near-time"] },
  { group: "unknown", word: "unknown", of: ["unknown"] },
] as const satisfies readonly { group: Group; word: string; of: readonly string[] }[];

/** 已认定 ｜ 测算符合未申报 ｜ 差一项 ｜ 待补数据; every number opens its list. */
function Ladder({ rungs }: { readonly rungs: readonly Rung[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("home.ladder")}
        <small>{t("disclaimer")}</small>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th>{t("home.conferred")}</th>
            {COLUMNS.map(({ word }) => (
              <th key={word} className={word === "unclaimed" ? "num home-two" : "num home-whole"}>
                {t(`home.${word}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rungs.map(({ policy, title, counts }) => (
            <tr key={policy}>
              <td>
                <Link {...link.policy(policy)}>{title}</Link>
              </td>
              {COLUMNS.map(({ group, of }) => (
                <td key={group} className="num">
                  <Rungs policy={policy} group={group} of={of} counts={counts} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RungsProps extends Pick<Rung, "policy" | "counts"> {
  readonly group: Group;
  readonly of: readonly string[];
}

/** Nothing recedes; what there is opens its list. */
function Rungs({ policy, group, of, counts }: RungsProps): ReactNode {
  const total = of.reduce((sum, word) => sum + (counts[word] ?? 0), 0);
  if (total === 0) return <span className="home-nothing">0</span>;
  return (
    <Link {...link.policy(policy, { group })} className={`home-${group}`}>
      {count(total)}
    </Link>
  );
}

function Feeds({ feeds, unsourced }: Pick<HomeShown, "feeds" | "unsourced">): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="sheet file-section figures-scroll">
      <h2>{t("home.feeds")}</h2>
      <table className="plain">
        <tbody>
          {feeds.map(({ id, title, department, last, imports }) => (
            <tr key={id}>
              <td>
                {title}
                <div className="note">{department}</div>
              </td>
              <td className="num">
                {last === null ? (
                  <span className="tag tag-unknown">{t("home.none")}</span>
                ) : (
                  <>
                    {last}
                    <div className="note">{t("home.imports", { count: imports })}</div>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unsourced > 0 && <p className="note">{t("home.unsourced", { count: unsourced })}</p>}
    </section>
  );
}
