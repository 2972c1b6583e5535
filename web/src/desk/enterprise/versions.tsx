// Everything that was ever said of one figure, and when it counted.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { versionsQuery, type FileFigure } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { FaultLine, Skeleton } from "../../ui/faces";
import { useLearnt } from "../learnt";

export function Versions({
  id,
  figure,
}: {
  readonly id: number;
  readonly figure: FileFigure;
}): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const query = useQuery(versionsQuery(id, figure));
  if (query.error !== null)
    return <FaultLine problem={problemOf(query.error)} again={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton lines={3} />;
  if (query.data.items.length === 0) return null;
  return (
    <div>
      <h3>{t("versions.title")}</h3>
      <table className="plain">
        <tbody>
          {query.data.items.map((one) => (
            <tr key={`${one.origin}:${one.line}`}>
              <td className="num">{one.shown}</td>
              <td>
                {one.source.feed ?? t("enterprise.figure.byHand")}
                <div className="note">
                  {one.reason ??
                    [one.source.file, one.source.sheet, one.source.cell]
                      .filter((part) => part !== "")
                      .join(" · ")}
                </div>
                <div className="note day">{learnt(one)}</div>
              </td>
              <td>
                {one.undone !== null ? (
                  <span className="tag tag-plain">{t("versions.undone")}</span>
                ) : one.counts === null ? (
                  <span className="tag tag-near">{t("versions.waits")}</span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
