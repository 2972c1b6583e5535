// What every policy says of one firm, and the grounds of one answer in a drawer.
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { clausesQuery, type ClauseWords } from "../../api/content";
import type {
  AnswersTold,
  ClauseSaid,
  EnterpriseFile,
  FileFigure,
  PolicyAnswer,
  UsedFigure,
} from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import type { AsOf } from "../../search";
import { Amounts } from "../../ui/amounts";
import { Clause, Sum } from "../../ui/clause";
import { Drawer } from "../../ui/drawer";
import { Fault, Skeleton } from "../../ui/faces";
import { answerOf, Mark } from "../../ui/mark";
import { Export } from "../export";
import { useStage } from "../stage";
import { GiveButton } from "../task/button";
import { AnswerRow, shapeOf, Worth } from "./answer";
import { Issue } from "./verdicts";
import { early, GROUPS, figureKey, grouped, type Standing } from "./standing";

interface Props {
  readonly id: number;
  readonly when: AsOf;
  readonly query: UseQueryResult<AnswersTold>;
  readonly onOpen: (policy: string) => void;
}

/** These are many and say little: shown when asked for. */
const QUIET: ReadonlySet<Standing> = new Set(["no", "outside"]);

export function Answers({ id, when, query, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const answers = query.data?.items ?? [];
  const groups = grouped(answers);
  const quiet = answers.filter((answer) =>
    GROUPS.some((group) => QUIET.has(group) && groups.get(group)?.includes(answer)),
  );
  return (
    <section id="answers" className="sheet file-section">
      <div className="row">
        <h2 className="grow">
          {t("enterprise.file.answers")}
          <small>{t("disclaimer")}</small>
        </h2>
        <Export path={`/api/enterprises/${id}/answers`} query={{ ...when }} />
      </div>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={16} />}
      {GROUPS.filter((group) => more || !QUIET.has(group)).flatMap((group) =>
        (groups.get(group) ?? []).map((answer) => (
          <AnswerRow key={answer.policy} answer={answer} onOpen={onOpen} />
        )),
      )}
      {quiet.length > 0 && !more && (
        <button className="bare answer-row" onClick={() => setMore(true)}>
          <span className="note">{t("enterprise.file.quiet", { count: quiet.length })}</span>
        </button>
      )}
    </section>
  );
}

interface DrawerProps {
  readonly file: EnterpriseFile;
  readonly when: AsOf;
  readonly answer: PolicyAnswer | undefined;
  /** What every answer carries. */
  readonly note: string | undefined;
  readonly onClose: () => void;
  readonly onFigure: (key: string) => void;
}

/** 判定依据 of one answer. */
export function AnswerDrawer({
  file,
  when,
  answer,
  note,
  onClose,
  onFigure,
}: DrawerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Drawer
      open={answer !== undefined}
      width={680}
      title={answer === undefined ? "" : `${answer.title} · ${t("clause.basis")}`}
      onClose={onClose}
    >
      {answer !== undefined && (
        <Grounds
          answer={answer}
          when={when}
          note={note}
          figures={file.figures}
          onFigure={onFigure}
        />
      )}
      {answer !== undefined && (
        <div className="row">
          <Issue key={answer.policy} id={file.id} policy={answer.policy} on={when.on} />
          <GiveButton
            about={{
              enterprise: file.id,
              name: file.name,
              policy: answer.policy,
              reason: `${answer.title}：${answer.sentence}`,
            }}
          />
        </div>
      )}
    </Drawer>
  );
}

interface GroundsProps extends Pick<DrawerProps, "when" | "note" | "onFigure"> {
  readonly answer: PolicyAnswer;
  readonly figures: readonly FileFigure[];
}

function Grounds({ answer, when, note, figures, onFigure }: GroundsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="row">
        <Mark answer={shapeOf(answer)} />
        <span className="grow">
          <Amounts says={answer.sentence} />
        </span>
      </div>
      <p className="note">
        {[
          answer.kind,
          answer.edition === null ? "" : t("enterprise.file.edition", { day: answer.edition }),
          answer.held === null ? "" : t("enterprise.file.heldSays", { held: answer.held }),
          t("enterprise.file.windowSays", { window: answer.window }),
          answer.status ?? "",
        ]
          .filter((text) => text !== "")
          .join(" · ")}{" "}
        <Link {...link.policy(answer.policy, when)}>{t("enterprise.file.toPolicy")}</Link>
      </p>
      <NotFinal answer={answer} figures={figures} />
      {answer.change.map((change) => (
        <p key={change} className="sum sum-no">
          <strong>{t("enterprise.file.change")}</strong>
          <span>
            <Amounts says={change} />
          </span>
        </p>
      ))}
      {answer.value !== null && (
        <p>
          <span className="num">
            <Worth value={answer.value} />
          </span>{" "}
          {answer.type === "grant" && <span className="note">{t("enterprise.file.atMost")}</span>}
        </p>
      )}
      <Clauses answer={answer} when={when} figures={figures} onFigure={onFigure} />
      {answer.scores.length > 0 && (
        <table className="plain">
          <caption className="out-of-sight">{t("enterprise.file.scores")}</caption>
          <tbody>
            {answer.scores.map(({ name, value, says }) => (
              <tr key={name}>
                <td>
                  {name}
                  {says.map((line) => (
                    <div key={line} className="note">
                      <Amounts says={line} />
                    </div>
                  ))}
                </td>
                <td className="num">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {answer.asked.length > 0 && (
        <p>
          {t("enterprise.file.asked")}
          {t("colon")}
          {answer.asked.join(t("comma"))}
        </p>
      )}
      <p className="note">{note}</p>
    </div>
  );
}

/** That an answer rests on figures which are not final, and on which. */
function NotFinal({ answer, figures }: Pick<GroundsProps, "answer" | "figures">): ReactNode {
  const { t } = useTranslation();
  const stageOf = useStage();
  const told = early(answer, figures).map(({ name, year, stage }) =>
    year === null
      ? t("enterprise.file.earlyOne", { name, stage: stageOf(stage) })
      : t("enterprise.file.earlyYear", { name, year, stage: stageOf(stage) }),
  );
  if (told.length === 0) return null;
  return (
    <p className="sum mark-near">
      <span>
        {t("enterprise.file.early")}
        {told.join(t("semicolon"))}
      </span>
    </p>
  );
}

/** Each clause in its words, with what it came to. */
function Clauses({ answer, when, figures, onFigure }: Omit<GroundsProps, "note">): ReactNode {
  const query = useQuery(clausesQuery(when));
  const words = query.data?.items.find(({ policy }) => policy === answer.policy)?.clauses ?? [];
  if (query.isPending) return <Skeleton lines={2 * answer.clauses.length} />;
  return (
    <div>
      {query.error !== null && (
        <Fault problem={problemOf(query.error)} again={() => void query.refetch()} />
      )}
      {answer.clauses.map((clause) => (
        <One
          key={clause.id}
          clause={clause}
          words={words.find(({ id }) => id === clause.id)}
          used={clause.figures.flatMap((at) => answer.figures[at] ?? [])}
          figures={figures}
          onFigure={onFigure}
        />
      ))}
    </div>
  );
}

interface OneProps extends Pick<GroundsProps, "figures" | "onFigure"> {
  readonly clause: ClauseSaid;
  readonly words: ClauseWords | undefined;
  readonly used: readonly UsedFigure[];
}

function One({ clause, words, used, figures, onFigure }: OneProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Clause
      answer={answerOf(clause.answer)}
      cite={words?.cite ?? clause.id}
      url={words?.url ?? undefined}
      text={words?.text ?? undefined}
      summary={words?.summary ?? undefined}
      memory={words?.memory ?? false}
    >
      {clause.sums.map(({ says, answer: of }) => (
        <Sum key={says} says={says} answer={answerOf(of)} />
      ))}
      {clause.gaps.length > 0 && (
        <p className="sum mark-near">
          <span>
            {t("enterprise.file.gap")}
            {t("colon")}
            <Amounts says={clause.gaps.join(t("enterprise.file.or"))} />
          </span>
        </p>
      )}
      {used.length > 0 && (
        <p className="note">
          {used.map((figure) => (
            <Used
              key={`${figure.fact}${figure.year ?? ""}`}
              figure={figure}
              of={figures.find((one) => one.fact === figure.fact && one.year === figure.year)}
              onFigure={onFigure}
            />
          ))}
        </p>
      )}
    </Clause>
  );
}

interface UsedProps {
  readonly figure: UsedFigure;
  /** The same in the file, where something was said of it. */
  readonly of: FileFigure | undefined;
  readonly onFigure: (key: string) => void;
}

function Used({ figure, of, onFigure }: UsedProps): ReactNode {
  const { t } = useTranslation();
  const { name, year, shown, derived, assumed } = figure;
  const source = of?.stands?.source;
  const from =
    source === undefined
      ? ""
      : [source.file, source.sheet, source.cell].filter((one) => one !== "").join(" ");
  const words = <Amounts says={`${name}${year === null ? "" : ` ${year}`} ${shown}`} />;
  const mark = derived ? t("enterprise.file.derived") : assumed ? t("enterprise.file.assumed") : "";
  return (
    <span className="num" style={{ marginInlineEnd: 12 }} title={from}>
      {of === undefined ? (
        words
      ) : (
        <button className="bare figure-link" onClick={() => onFigure(figureKey(of))}>
          {words}
        </button>
      )}
      {mark !== "" && <span>{t("aside", { what: mark })}</span>}
    </span>
  );
}
