// The systems of the workbench; those that a post may not enter are not offered to it.
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ownQuery } from "../../api/enterprise";
import { LADDER, link } from "../../link";
import { Icon, type IconName } from "../../ui/icon";
import { useOwn, useSession } from "../session";

type Place =
  | "home"
  | "own"
  | "reviews"
  | "changes"
  | "enterprises"
  | "fillList"
  | "form"
  | "people"
  | "library"
  | "ladder"
  | "imports"
  | "facts"
  | "journal"
  | "about";

interface Item {
  readonly name: Place;
  readonly icon: IconName;
  readonly to: ReturnType<
    (typeof link)[Exclude<
      keyof typeof link,
      "login" | "brief" | "policy" | "draft" | "account" | "disputes" | "objections"
    >]
  >;
  /** The acts without any of which the page refuses. */
  readonly acts: readonly string[];
  /** What makes sense for a firm that sees itself alone. */
  readonly own?: true;
  /** Pages that belong to it and have addresses of their own. */
  readonly also?: readonly string[];
}

const HOME: Item = { name: "home", icon: "home", to: link.home(), acts: [] };

const GROUPS: readonly {
  readonly name: "work" | "firms" | "policies" | "figures" | "keep";
  readonly items: readonly Item[];
}[] = [
  {
    name: "firms",
    items: [
      { name: "enterprises", icon: "bank", to: link.enterprises(), acts: ["read-register"] },
      {
        name: "reviews",
        icon: "question",
        to: link.reviews(),
        acts: ["read-register"],
        also: [link.disputes().to, link.objections().to],
      },
      { name: "fillList", icon: "table", to: link.fillList(), acts: ["read-register"] },
    ],
  },
  {
    name: "policies",
    items: [
      {
        name: "ladder",
        icon: "rise",
        to: link.ladder("near"),
        acts: ["read-register"],
        also: LADDER.map((rung) => `/ladder/${rung}`),
      },
      { name: "library", icon: "book", to: link.policies(), acts: ["read-register"], own: true },
      { name: "changes", icon: "diff", to: link.changes(), acts: ["read-register"] },
    ],
  },
  {
    name: "figures",
    items: [
      { name: "imports", icon: "upload", to: link.imports(), acts: ["import-facts"] },
      { name: "form", icon: "done", to: link.fillForm(), acts: ["export-facts"] },
      { name: "facts", icon: "read", to: link.facts(), acts: ["read-register"], own: true },
    ],
  },
  {
    name: "keep",
    items: [
      { name: "people", icon: "apartment", to: link.people(), acts: ["read-staff"] },
      { name: "journal", icon: "audit", to: link.journal(), acts: ["read-journal"] },
      {
        name: "about",
        icon: "about",
        to: link.about(),
        acts: ["read-register", "keep-content"],
        own: true,
      },
    ],
  },
];

/** What the post that is taken may enter. */
export function useOffered(): typeof GROUPS {
  const { acts } = useSession();
  const own = useOwn();
  const may = (item: Item): boolean =>
    item.acts.some((act) => acts.includes(act)) && (!own || item.own === true);
  const groups = GROUPS.map((group) => ({ ...group, items: group.items.filter(may) }));
  return groups.filter(({ items }) => items.length > 0);
}

const KEY = "yuanshu.rail";

export function Rail({ inDrawer = false }: { readonly inDrawer?: boolean }): ReactNode {
  const { t } = useTranslation();
  const own = useOwn();
  const offered = useOffered();
  const [folded, setFolded] = useState(localStorage.getItem(KEY) === "folded");
  const narrow = folded && !inDrawer;
  const fold = (): void => {
    localStorage.setItem(KEY, folded ? "open" : "folded");
    setFolded(!folded);
  };
  return (
    <nav
      className={`${inDrawer ? "rail-inside" : "rail no-print"}${narrow ? " rail-folded" : ""}`}
      aria-label={t("rail.label")}
    >
      {!inDrawer && (
        <div className="rail-name">
          <img src="/mark.svg" alt="" width={24} height={24} />
          {!narrow && <strong>{t("product")}</strong>}
        </div>
      )}
      <RailLink item={HOME} narrow={narrow} />
      {own && <OwnLink narrow={narrow} />}
      {offered.map(({ name, items }) => (
        <section key={name} aria-label={t(`rail.${name}`)}>
          <p className="rail-group">{narrow ? "" : t(`rail.${name}`)}</p>
          {items.map((item) => (
            <RailLink key={item.name} item={item} narrow={narrow} />
          ))}
        </section>
      ))}
      {!inDrawer && (
        <button
          className="bare rail-link rail-fold"
          onClick={fold}
          aria-label={t(folded ? "rail.unfold" : "rail.fold")}
        >
          <Icon name={folded ? "unfold" : "fold"} />
          {!narrow && <span>{t("rail.fold")}</span>}
        </button>
      )}
    </nav>
  );
}

/** A firm's people have one file, and go straight to it. */
function OwnLink({ narrow }: { readonly narrow: boolean }): ReactNode {
  const { data, isPending } = useQuery(ownQuery);
  // Its place is kept while it is asked for.
  if (isPending) return <span className="rail-link" aria-hidden="true" />;
  if (data === undefined || data === null) return null;
  const item: Item = { name: "own", icon: "bank", to: link.enterprise(data.id), acts: [] };
  return <RailLink item={item} narrow={narrow} />;
}

function RailLink({ item, narrow }: { readonly item: Item; readonly narrow: boolean }): ReactNode {
  const { t } = useTranslation();
  const word = t(`rail.${item.name}`);
  const also = useLocation({ select: ({ pathname }) => item.also?.includes(pathname) === true });
  return (
    <Link
      {...item.to}
      className={also ? "rail-link rail-here" : "rail-link"}
      {...(also ? { "aria-current": "page" as const } : {})}
      activeProps={{ className: "rail-here", "aria-current": "page" }}
      activeOptions={{ exact: item.name === "home", includeSearch: false }}
      title={narrow ? word : undefined}
    >
      <Icon name={item.icon} />
      <span className={narrow ? "out-of-sight" : ""}>{word}</span>
    </Link>
  );
}
