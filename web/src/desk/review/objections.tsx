// 异议: the figures that somebody holds to be wrong, and who settles them.
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { raisedSource, type Raised, type RaisedPage } from "../../api/work";
import { link } from "../../link";
import { Hidden } from "../../ui/figure";
import { usePages } from "../../ui/pages";
import { useLearnt } from "../learnt";
import { ToSettle, type Unsettled } from "./settled";

const route = getRouteApi("/desk/objections");

export function Objections(): ReactNode {
  const { t } = useTranslation();
  const { mine = false } = route.useSearch();
  const navigate = useNavigate();
  const pages = usePages<Raised, RaisedPage>(raisedSource(mine));
  return (
    <ToSettle
      words={{
        title: t("objections.title"),
        says: t("objections.says"),
        total: t("objections.total", { count: pages.total }),
        said: t("objections.reason"),
        none: t("objections.none"),
        noneHow: t("objections.noneHow"),
      }}
      path="/api/objections"
      pages={pages}
      row={row}
      mine={mine}
      onMine={(only) =>
        void navigate({ ...link.objections(only ? { mine: true } : {}), replace: true })
      }
    />
  );
}

function row(of: Raised): Unsettled {
  const { line, enterprise, department, settles } = of;
  const under = <Stands of={of} />;
  const said = <Why of={of} />;
  return { key: line, enterprise, figure: of, under, said, department, settles };
}

function Stands({ of: { hidden, stands } }: { readonly of: Raised }): ReactNode {
  const { t } = useTranslation();
  if (hidden) return <Hidden />;
  if (stands === null) return t("objections.nothing");
  return (
    <>
      {t("objections.stands")} <span className="num">{stands.shown}</span>
    </>
  );
}

/** The reason, who gave it, and when. */
function Why({ of }: { readonly of: Raised }): ReactNode {
  const learnt = useLearnt();
  return (
    <>
      {of.hidden ? <Hidden /> : of.reason}
      <div className="note">
        {[of.from, of.by].filter(Boolean).join(" · ")} · <span className="day">{learnt(of)}</span>
      </div>
    </>
  );
}
