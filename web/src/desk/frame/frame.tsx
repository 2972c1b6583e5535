// The workbench around each page: rail, bar, page, and the sign-in that lies over it when a session ends.
import { Outlet, useMatchRoute } from "@tanstack/react-router";
import { lazy, Suspense, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { isLost, listen } from "../../api/lost";
import { link } from "../../link";
import { Drawer } from "../../ui/drawer";
import { dressed } from "../../ui/dressed";
import { Icon } from "../../ui/icon";
import { useMay, useOwn, useSession } from "../session";
import { AsOfButton } from "./asof";
import { Awaited } from "./awaited";
import { Find } from "./find";
import { Me } from "./me";
import { News } from "./news";
import { Rail } from "./rail";
import "./frame.css";

const LostSession = lazy(() => dressed(import("./lost").then(({ LostSession: it }) => it)));

export function Frame(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const own = useOwn();
  const reads = useMay("read-register");
  // One's own password is one's own, whoever is there.
  const account = useMatchRoute()(link.account()) !== false;
  const waits = session.awaited.length > 0 && !account;
  const lost = useSyncExternalStore(listen, isLost);
  const [drawer, setDrawer] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("bar.skip")}
      </a>
      <Rail />
      <header className="bar no-print">
        <button
          className="bare bar-menu"
          aria-label={t("rail.open")}
          aria-expanded={drawer}
          onClick={() => setDrawer(!drawer)}
        >
          <Icon name="menu" />
        </button>
        <span className="bar-zone">{session.zone}</span>
        {session.mark !== null && (
          <span className="tag tag-near" title={session.mark}>
            {session.mark.split(/[：:]/)[0]}
          </span>
        )}
        {reads && !own ? <Find /> : <span className="grow" />}
        {reads && <AsOfButton />}
        <Me />
      </header>
      <Drawer
        open={drawer}
        side="left"
        width={240}
        title={t("product")}
        onClose={() => setDrawer(false)}
      >
        <div onClick={() => setDrawer(false)}>
          <Rail inDrawer />
        </div>
      </Drawer>
      <main id="content" className="page" tabIndex={-1}>
        <News />
        {waits ? <Awaited /> : <Outlet />}
      </main>
      {lost && (
        <Suspense fallback={null}>
          <LostSession />
        </Suspense>
      )}
    </div>
  );
}
