// The first page of a firm's own people: what the zone asks of them, what is within reach, what expires.
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  answersQuery,
  fileQuery,
  ownQuery,
  type EnterpriseFile,
  type PolicyAnswer,
} from "../../api/enterprise";
import { papersQuery } from "../../api/ladder";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { between, count } from "../../say";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { Title } from "../../ui/title";
import { AnswerRow } from "../enterprise/answer";
import { Odd, Wanted } from "../enterprise/due";
import { disputed, grouped, wanting, type Standing } from "../enterprise/standing";
import { useSession } from "../session";

/** What a firm can do something about, the nearest first. */
const SHOWN: readonly Standing[] = ["unclaimed", "near", "yes", "person"];
/** A year ahead: renewals take months. */
const DAYS = 365;

export function Own(): ReactNode {
  const { t } = useTranslation();
  const own = useQuery(ownQuery);
  if (own.error !== null)
    return <Fault problem={problemOf(own.error)} again={() => void own.refetch()} />;
  if (own.isPending) return <Skeleton lines={14} />;
  if (own.data === null) return <Empty what={t("own.none")} how={t("own.noneHow")} />;
  return <Firm id={own.data.id} />;
}

function Firm({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const file = useQuery(fileQuery(String(id), {}));
  const answers = useQuery(answersQuery(String(id), {}));
  const failed = file.error === null ? answers : file;
  if (failed.error !== null)
    return <Fault problem={problemOf(failed.error)} again={() => void failed.refetch()} />;
  if (file.data === undefined || answers.data === undefined) return <Skeleton lines={14} />;
  const { name, code, park } = file.data;
  return (
    <>
      <Title
        title={name}
        says={[code ?? t("enterprise.file.noCode"), park ?? ""].filter(Boolean).join(" · ")}
      >
        <Link {...link.enterprise(id)} className="button">
          {t("enterprise.list.openFile")}
        </Link>
      </Title>
      <div className="stack own">
        <Asked id={id} file={file.data} answers={answers.data.items} />
        <Within id={id} answers={answers.data.items} />
        <Papers />
      </div>
    </>
  );
}

interface Props {
  readonly id: number;
  readonly answers: readonly PolicyAnswer[];
}

/** 测算符合, 差一项, and what a person has to look at. */
function Within({ id, answers }: Props): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const groups = grouped(answers);
  const rows = SHOWN.flatMap((standing) => groups.get(standing) ?? []);
  const held = answers.filter(({ conferred }) => conferred);
  return (
    <section className="sheet file-section">
      <h2>
        {t("own.within")}
        <small>{t("disclaimer")}</small>
      </h2>
      {held.length > 0 && (
        <p className="row own-held">
          {held.map(({ policy, title }) => (
            <span key={policy} className="tag tag-solid">
              {title}
            </span>
          ))}
        </p>
      )}
      {rows.length === 0 && <p className="note">{t("own.withinNone")}</p>}
      {rows.map((answer) => (
        <AnswerRow
          key={answer.policy}
          answer={answer}
          onOpen={(policy) => void navigate(link.enterprise(id, { policy }))}
        />
      ))}
    </section>
  );
}

/** What is at odds, and what is missing. */
function Asked({ id, file, answers }: Props & { readonly file: EnterpriseFile }): ReactNode {
  const { t } = useTranslation();
  const wanted = wanting(answers);
  const odd = disputed(file.figures);
  const sum = wanted.length + odd.length;
  return (
    <section className="sheet file-section">
      <h2>
        {t("own.wanted")}
        <small className="num">{count(sum)}</small>
      </h2>
      <p className="note" style={{ marginBottom: 4 }}>
        {t(sum === 0 ? "own.wantedNone" : "own.how")}
      </p>
      <Odd figures={odd} toFigure={(figure) => link.enterprise(id, { figure })} />
      <Wanted wanted={wanted} toFigure={(figure) => link.enterprise(id, { figure })} />
    </section>
  );
}

function Papers(): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const papers = useQuery(papersQuery({}, DAYS));
  if (papers.error !== null)
    return <Fault problem={problemOf(papers.error)} again={() => void papers.refetch()} />;
  const items = papers.data?.items ?? [];
  return (
    <section className="sheet file-section">
      <h2>{t("own.papers")}</h2>
      {papers.isPending && <Skeleton lines={2} />}
      {papers.data !== undefined && items.length === 0 && (
        <p className="note">{t("own.papersNone")}</p>
      )}
      {items.map(({ kind, list, number, until }) => (
        <p key={`${list}${kind}${until}`} className="due-row">
          <span className="tag tag-near num">
            {t("ladder.days", { count: between(today, until) })}
          </span>
          <span className="grow">
            {kind}
            <span className="note">
              {" "}
              {list}
              {number !== null && ` · ${number}`}
            </span>
          </span>
          <span className="num">{t("enterprise.file.validUntil", { day: until })}</span>
        </p>
      ))}
    </section>
  );
}
