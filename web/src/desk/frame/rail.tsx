// The systems of the workbench; those that a post may not enter are not offered to it.
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { link } from "../../link";
import { Icon, type IconName } from "../../ui/icon";
import { useSession } from "../session";

type Place =
  | "home"
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
      "login" | "enterprise" | "brief" | "policy" | "draft" | "account"
    >]
  >;
  /** The act without which the page refuses. */
  readonly act?: string;
}

const GROUPS: readonly {
  readonly name: "work" | "firms" | "policies" | "figures" | "keep";
  readonly items: readonly Item[];
}[] = [
  {
    name: "firms",
    items: [
      { name: "enterprises", icon: "bank", to: link.enterprises(), act: "read-register" },
      {
        name: "reviews",
        icon: "question",
        to: link.reviews(),
        act: "read-register",
      },
      { name: "fillList", icon: "table", to: link.fillList(), act: "read-register" },
    ],
  },
  {
    name: "policies",
    items: [
      { name: "ladder", icon: "rise", to: link.ladder("near"), act: "read-register" },
      { name: "library", icon: "book", to: link.policies(), act: "read-register" },
      { name: "changes", icon: "diff", to: link.changes(), act: "read-register" },
    ],
  },
  {
    name: "figures",
    items: [
      { name: "imports", icon: "upload", to: link.imports(), act: "import-facts" },
      { name: "form", icon: "done", to: link.fillForm(), act: "export-facts" },
      { name: "facts", icon: "read", to: link.facts(), act: "read-register" },
    ],
  },
  {
    name: "keep",
    items: [
      { name: "people", icon: "apartment", to: link.people(), act: "read-staff" },
      { name: "journal", icon: "audit", to: link.journal(), act: "read-journal" },
      { name: "about", icon: "about", to: link.about(), act: "read-register" },
    ],
  },
];

const KEY = "yuanshu.rail";

export function Rail({ inDrawer = false }: { readonly inDrawer?: boolean }): ReactNode {
  const { t } = useTranslation();
  const { acts } = useSession();
  const [folded, setFolded] = useState(localStorage.getItem(KEY) === "folded");
  const narrow = folded && !inDrawer;
  const may = ({ act }: Item): boolean => act === undefined || acts.includes(act);
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
      <RailLink item={{ name: "home", icon: "home", to: link.home() }} narrow={narrow} />
      {GROUPS.map(({ name, items }) => {
        const open = items.filter(may);
        if (open.length === 0) return null;
        return (
          <section key={name} aria-label={t(`rail.${name}`)}>
            <p className="rail-group">{narrow ? "" : t(`rail.${name}`)}</p>
            {open.map((item) => (
              <RailLink key={item.name} item={item} narrow={narrow} />
            ))}
          </section>
        );
      })}
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

function RailLink({ item, narrow }: { readonly item: Item; readonly narrow: boolean }): ReactNode {
  const { t } = useTranslation();
  const word = t(`rail.${item.name}`);
  return (
    <Link
      {...item.to}
      className="rail-link"
      activeProps={{ className: "rail-here", "aria-current": "page" }}
      activeOptions={{ exact: item.name === "home", includeSearch: false }}
      title={narrow ? word : undefined}
    >
      <Icon name={item.icon} />
      <span className={narrow ? "out-of-sight" : ""}>{word}</span>
    </Link>
  );
}
