// What became of a figure while somebody wrote about it, beside what was typed, which stays.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { FileFigure } from "../../api/enterprise";
import { useLearnt } from "../learnt";
import { hasTurned } from "./standing";

interface Props {
  readonly before: FileFigure;
  readonly now: FileFigure;
  /** What one can do about it. */
  readonly children?: ReactNode;
}

export function Meanwhile({ before, now, children }: Props): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  if (!hasTurned(before, now)) return null;
  const said = ({ ground, stands, others, held }: FileFigure): string => {
    const counts = stands?.shown ?? t(`enterprise.groundSays.${ground}`);
    const besides = [
      [t("enterprise.figure.others"), others] as const,
      [t("enterprise.ground.held"), held] as const,
    ].flatMap(([name, some]) =>
      some.length === 0
        ? []
        : [name + t("colon") + some.map(({ shown }) => shown).join(t("comma"))],
    );
    const rest = besides.join(t("semicolon"));
    return rest === "" ? counts : counts + t("aside", { what: rest });
  };
  const { stands } = now;
  return (
    <div className="file-turned" role="status">
      <p>
        <span className="mark-near">{t("enterprise.amend.turned")}</span>{" "}
        {t("enterprise.amend.then", { was: said(before), is: said(now) })}
      </p>
      {stands !== null && (
        <p className="note">
          {stands.source.feed ?? t("enterprise.figure.byHand")} · {learnt(stands)}
        </p>
      )}
      <p>{t("enterprise.amend.kept")}</p>
      {children}
    </div>
  );
}
