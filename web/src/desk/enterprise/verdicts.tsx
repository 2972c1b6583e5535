// Verdicts: one is issued from an answer, and each can be worked out again.
import { useMutation } from "@tanstack/react-query";
import { Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { PolicyAnswer } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import {
  issue,
  replay,
  verdictsKey,
  verdictsSource,
  type Verdict,
  type VerdictPage,
} from "../../api/verdict";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { More } from "../../ui/more";
import { usePages } from "../../ui/pages";
import { useLearnt } from "../learnt";
import { useMay, useSession } from "../session";
import { useWrite } from "../write";

interface IssueProps {
  readonly id: number;
  readonly policy: string;
  readonly on: string | undefined;
}

export function Issue({ id, policy, on }: IssueProps): ReactNode {
  const { t } = useTranslation();
  const may = useMay("issue-verdict");
  const give = useWrite(() => issue(id, policy, on), {
    says: ({ id: number, line }) => t("enterprise.verdict.issued", { id: number, line }),
    touches: verdictsKey,
  });
  if (!may) return null;
  return (
    <div>
      <Tooltip title={t("enterprise.verdict.issueHow")}>
        <Button busy={give.isPending} onClick={() => give.mutate()}>
          {t("enterprise.verdict.issue")}
        </Button>
      </Tooltip>
      {give.error !== null && <FaultLine problem={problemOf(give.error)} />}
    </div>
  );
}

/** As the server names a post that sees everybody. */
const EVERYBODY = "全园区";

interface Props {
  readonly id: number;
  readonly answers: readonly PolicyAnswer[];
}

/** Those about a firm; only who sees everybody sees what was issued. */
export function Verdicts(props: Props): ReactNode {
  const { post } = useSession();
  return post.scope === EVERYBODY ? <Issued {...props} /> : null;
}

function Issued({ id, answers }: Props): ReactNode {
  const { t } = useTranslation();
  const pages = usePages<Verdict, VerdictPage>(verdictsSource(id));
  const own = pages.rows;
  const named = (policy: string): string =>
    answers.find((answer) => answer.policy === policy)?.title ?? policy;
  if (own.length === 0) return null;
  return (
    <>
      <h3 style={{ marginTop: 16 }}>{t("enterprise.verdict.title")}</h3>
      <table className="plain stacks">
        <tbody>
          {own.map((verdict) => (
            <Line
              key={verdict.id}
              verdict={verdict}
              title={verdict.policies.map(named).join(t("comma"))}
            />
          ))}
        </tbody>
      </table>
      <More pages={pages} />
    </>
  );
}

function Line({
  verdict,
  title,
}: {
  readonly verdict: Verdict;
  readonly title: string;
}): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const again = useMutation({ mutationFn: () => replay(verdict.id) });
  const { data } = again;
  return (
    <tr>
      <td className="num">{verdict.on}</td>
      <td>
        {t("enterprise.verdict.number", { id: verdict.id })} {title}
        <div className="note">{learnt(verdict)}</div>
        {again.error !== null && <FaultLine problem={problemOf(again.error)} />}
        {data !== undefined &&
          (data.same ? (
            <span className="mark-yes">{t("enterprise.verdict.same")}</span>
          ) : (
            <span className="mark-no">
              {t("enterprise.verdict.differs", {
                was: (data.was ?? "").slice(0, 12),
                is: (data.is ?? "").slice(0, 12),
              })}
            </span>
          ))}
      </td>
      <td>
        <Button small busy={again.isPending} onClick={() => again.mutate()}>
          {t("enterprise.verdict.replay")}
        </Button>
      </td>
    </tr>
  );
}
