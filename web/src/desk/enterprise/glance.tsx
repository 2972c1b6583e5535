// A firm beside the list: what it is, what is within reach, its main figures.
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { answersQuery, fileQuery } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { whenOf } from "../../search";
import { Amounts } from "../../ui/amounts";
import { Fault, Skeleton } from "../../ui/faces";
import { Mark } from "../../ui/mark";
import { shapeOf } from "./answer";
import { Away } from "./away";
import { figureKey, grouped, type Standing } from "./standing";

const SHOWN: readonly Standing[] = ["near", "unclaimed", "yes", "unknown", "person"];
const MOST = 12;

export function Glance({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const file = useQuery(fileQuery(String(id), when));
  const answers = useQuery(answersQuery(String(id), when));
  const error = file.error ?? answers.error;
  if (error !== null) return <Fault problem={problemOf(error)} />;
  if (file.data === undefined || file.isPlaceholderData) return <Skeleton />;
  const groups = grouped(answers.data?.items ?? []);
  const year = Math.max(...file.data.figures.map((figure) => figure.year ?? 0));
  const main = file.data.figures
    .filter((figure) => figure.year === year && figure.stands !== null)
    .slice(0, MOST);
  return (
    <div className="stack">
      <p className="num row">
        {[file.data.code ?? t("enterprise.file.noCode"), file.data.park ?? ""]
          .filter((text) => text !== "")
          .join(" · ")}
        <Away file={file.data} />
      </p>
      <div>
        {SHOWN.flatMap((standing) =>
          (groups.get(standing) ?? []).map((answer) => (
            <p key={answer.policy} style={{ padding: "3px 0" }}>
              <Mark answer={shapeOf(answer)} small />{" "}
              <Link
                className="among-words"
                {...link.enterprise(id, { ...when, policy: answer.policy })}
              >
                {answer.title}
              </Link>{" "}
              <span className="note">
                <Amounts says={answer.sentence} />
              </span>
            </p>
          )),
        )}
        {answers.isPending && <Skeleton lines={5} />}
      </div>
      <table className="plain">
        <tbody>
          {main.map((figure) => (
            <tr key={figure.fact}>
              <td>
                {figure.name} <span className="note">{figure.year}</span>
              </td>
              <td className="num">
                <Link {...link.enterprise(id, { ...when, figure: figureKey(figure) })}>
                  {figure.stands?.shown}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{t("disclaimer")}</p>
    </div>
  );
}
