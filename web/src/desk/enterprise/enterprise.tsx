// One enterprise (一企一档), in the order an officer reads: what to do, answers, figures, history.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  answersQuery,
  fileQuery,
  type EnterpriseFile,
  type PolicyAnswer,
} from "../../api/enterprise";
import { factsQuery } from "../../api/content";
import { link } from "../../link";
import type { EnterpriseSearch } from "../../route/search";
import { isDay } from "../../say";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";
import { DaySlider } from "../../ui/day";
import { Skeleton } from "../../ui/faces";
import { TitleTag } from "../../ui/mark";
import { notice } from "../../ui/notice";
import { usePhone } from "../../ui/phone";
import { useAsOf } from "../frame/asof";
import { useSession } from "../session";
import { AnswerDrawer, Answers } from "./answers";
import { Away } from "./away";
import { FigureDrawer } from "./figure";
import { Figures } from "./figures";
import { Gone } from "./gone";
import { History } from "./history";
import { standingOf } from "./standing";
import { Due } from "./due";
import { validity } from "./titles";
import "./enterprise.css";

const route = getRouteApi("/desk/enterprises/$id");
const SECTIONS = ["due", "answers", "figures", "history"] as const;

export function Enterprise(): ReactNode {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const when = whenOf(search);
  const file = useQuery(fileQuery(id, when));
  const answers = useQuery(answersQuery(id, when));
  const change = (more: Partial<EnterpriseSearch>): void => {
    void navigate(link.enterprise(id, { ...search, ...more }));
  };
  if (file.error !== null)
    return <Gone id={id} error={file.error} again={() => void file.refetch()} />;
  if (file.data === undefined) return <Skeleton lines={16} />;
  const said = answers.data?.items ?? [];
  const open = said.find(({ policy }) => policy === search.policy);
  return (
    <div
      className={file.isPlaceholderData || answers.isPlaceholderData ? "file file-stale" : "file"}
    >
      <Head file={file.data} answers={answers.data?.items} />
      <AsOfRow file={file.data} />
      <div className="file-body">
        <Contents />
        <div className="file-sections">
          <Due
            file={file.data}
            answers={answers}
            toFigure={(figure) => link.enterprise(id, { ...search, figure })}
          />
          <Answers
            id={file.data.id}
            when={when}
            query={answers}
            onOpen={(policy) => change({ policy, figure: "" })}
          />
          {/* Not before the answers are there: what stands beneath them would be pushed down. */}
          {!answers.isPending && (
            <>
              <Figures figures={file.data.figures} onOpen={(figure) => change({ figure })} />
              <History file={file.data} answers={said} />
            </>
          )}
        </div>
      </div>
      <AnswerDrawer
        file={file.data}
        when={when}
        answer={open}
        note={answers.data?.note}
        onClose={() => change({ policy: "" })}
        onFigure={(figure) => change({ figure })}
      />
      {/* A figure is opened from an answer too, and closes back to it. */}
      <FigureDrawer
        file={file.data}
        figure={search.figure}
        onClose={() => change({ figure: "" })}
      />
    </div>
  );
}

interface HeadProps {
  readonly file: EnterpriseFile;
  /** None while they are under way. */
  readonly answers: readonly PolicyAnswer[] | undefined;
}

function Head({ file, answers }: HeadProps): ReactNode {
  const { t } = useTranslation();
  const phone = usePhone();
  const when = whenOf(route.useSearch());
  const known = useQuery(factsQuery);
  const until = validity(file.figures, known.data?.items ?? []);
  const held = (day: string | undefined): string | undefined =>
    day === undefined
      ? undefined
      : t(day < file.as_of.on ? "enterprise.file.expired" : "enterprise.file.validUntil", { day });
  const industry = file.figures.find(({ name }) => name === "划型行业")?.stands?.shown;
  // Until when they hold is part of how wide they are.
  const titles = (known.isFetched ? (answers ?? []) : []).filter(({ type }) => type === "title");
  const conferred = titles.filter(({ conferred }) => conferred);
  const computed = titles.filter(
    (answer) => !answer.conferred && ["unclaimed", "yes"].includes(standingOf(answer)),
  );
  const copy = (): void => {
    void navigator.clipboard.writeText(location.href).then(() => notice.done(t("do.copied")));
  };
  return (
    <header className="file-head">
      <div className="grow">
        <h1>{file.name}</h1>
        <p className="file-who num">
          {file.code ?? t("enterprise.file.noCode")}
          {file.park !== null && <span> · {file.park}</span>}
          {industry !== undefined && <span> · {industry}</span>}
          <Away file={file} />
        </p>
        <p
          className="row file-tags"
          role="group"
          aria-label={t("home.conferred")}
          // On a phone they are scrolled aside.
          tabIndex={phone ? 0 : undefined}
        >
          {answers !== undefined && known.isFetched && conferred.length === 0 && (
            <span className="note">{t("enterprise.brief.noTitles")}</span>
          )}
          {conferred.length > 0 && <span className="note">{t("answer.held")}</span>}
          {conferred.map(({ policy, title }) => (
            <TitleTag key={policy} name={title} conferred until={held(until.get(title))} />
          ))}
          {computed.length > 0 && <span className="note">{t("answer.yes")}</span>}
          {computed.map(({ policy, title }) => (
            <TitleTag key={policy} name={title} conferred={false} />
          ))}
        </p>
      </div>
      <div className="row no-print">
        <Button onClick={copy}>{t("do.copyLink")}</Button>
        <Link {...link.brief(file.id, when)} className="button">
          {t("enterprise.list.brief")}
        </Link>
      </div>
    </header>
  );
}

function AsOfRow({ file }: { readonly file: EnterpriseFile }): ReactNode {
  const { today } = useSession();
  const { on, known, move } = useAsOf();
  const years = file.figures.flatMap(({ year }) => (year === null ? [] : [year]));
  const first = `${Math.min(Number(today.slice(0, 4)) - 1, ...years)}-01-01`;
  return (
    <div className="sheet file-as-of no-print">
      <DaySlider
        first={first}
        today={today}
        on={on}
        known={known !== undefined && isDay(known)}
        ticks={file.stays.map((stay) => stay.on)}
        onChange={move}
      />
    </div>
  );
}

function Contents(): ReactNode {
  const { t } = useTranslation();
  return (
    <nav className="file-contents no-print" aria-label={t("enterprise.file.contents")}>
      {SECTIONS.map((section) => (
        <a
          key={section}
          href={`#${section}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(section)?.scrollIntoView({ block: "start" });
          }}
        >
          {t(`enterprise.file.${section}`)}
        </a>
      ))}
    </nav>
  );
}
