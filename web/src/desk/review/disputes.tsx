// 数据不一致: the figures on which sources are at odds, with what each says and who settles it.
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { oddSource, type Odd, type OddPage } from "../../api/work";
import { link } from "../../link";
import { Hidden } from "../../ui/figure";
import { usePages } from "../../ui/pages";
import { figureKey } from "../enterprise/standing";
import { useLearnt } from "../learnt";
import { useStage } from "../stage";
import { ToSettle } from "./settled";

const route = getRouteApi("/desk/disputes");

export function Disputes(): ReactNode {
  const { t } = useTranslation();
  const { mine = false } = route.useSearch();
  const navigate = useNavigate();
  const pages = usePages<Odd, OddPage>(oddSource(mine));
  return (
    <ToSettle
      words={{
        title: t("disputes.title"),
        says: t("disputes.says"),
        total: t("disputes.total", { count: pages.total }),
        said: t("disputes.said"),
        none: t("disputes.none"),
        noneHow: t("disputes.noneHow"),
      }}
      path="/api/disputes"
      pages={pages}
      row={({ enterprise, figure, settles }) => ({
        key: `${enterprise.id}:${figureKey(figure)}`,
        enterprise,
        figure,
        under: figure.ground === "bases" ? t("enterprise.ground.bases") : null,
        said: figure.hidden ? <Hidden /> : <Said figure={figure} />,
        department: figure.department,
        settles,
      })}
      mine={mine}
      onMine={(only) =>
        void navigate({ ...link.disputes(only ? { mine: true } : {}), replace: true })
      }
    />
  );
}

/** What each source says, the more trusted first. */
function Said({ figure }: { readonly figure: Odd["figure"] }): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const stage = useStage();
  return figure.others.map((one) => (
    <div key={`${one.origin}:${one.line}:${one.row}`} className="odd-said">
      <span className="num">{one.shown}</span>
      <span>
        {one.source.feed ?? t("enterprise.figure.byHand")}
        <span className="note">
          {" "}
          {[one.source.stage === undefined ? "" : stage(one.source.stage), one.source.basis ?? ""]
            .filter((part) => part !== "")
            .join(" · ")}
        </span>
        <span className="note odd-place">
          {[one.source.file, one.source.sheet, one.source.cell]
            .filter((part) => part !== "")
            .join(" · ")}{" "}
          <span className="day">{learnt(one)}</span>
        </span>
      </span>
    </div>
  ));
}
