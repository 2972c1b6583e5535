// The first page of who keeps accounts, content or the journal: what the post is for, what waits.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { motionsQuery } from "../../api/people";
import { link } from "../../link";
import { Icon } from "../../ui/icon";
import { Title } from "../../ui/title";
import { useOffered } from "../frame/rail";
import { useMay } from "../session";

export function Apart(): ReactNode {
  const { t } = useTranslation();
  const items = useOffered().flatMap((group) => group.items);
  return (
    <>
      <Title title={t("home.title")} says={t("home.apart")} />
      <section className="sheet file-section">
        <h2>{t("home.apartHow")}</h2>
        <ul className="home-for">
          {items.map(({ name, icon, to }) => (
            <li key={name}>
              <Link {...to}>
                <Icon name={icon} /> {t(`rail.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
        <Motions />
      </section>
    </>
  );
}

/** How much waits for a second administrator. */
function Motions(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("read-staff");
  const count = useQuery({ ...motionsQuery, enabled: may }).data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <p className="home-waiting">
      <span className="tag tag-near">{t("home.motions")}</span>{" "}
      <Link {...link.people()}>{t("home.motionsSays", { count })}</Link>
    </p>
  );
}
