// The workbench around each page: rail, bar, page, and the sign-in that lies over it when a session ends.
import { MenuOutlined } from "@ant-design/icons";
import { Outlet } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useSession } from "../session";
import { AsOfButton } from "./asof";
import { Find } from "./find";
import { LostSession } from "./lost";
import { Me } from "./me";
import { News } from "./news";
import { Rail } from "./rail";
import "./frame.css";

export function Frame(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const [drawer, setDrawer] = useState(false);
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t("bar.skip")}
      </a>
      <Rail />
      <header className="bar no-print">
        <Button
          className="bar-menu"
          type="text"
          icon={<MenuOutlined />}
          aria-label={t("rail.open")}
          onClick={() => setDrawer(true)}
        />
        <span className="bar-zone">{session.zone}</span>
        {session.mark !== null && (
          <span className="tag tag-near bar-mark" title={session.mark}>
            {session.mark.split("：")[0]}
          </span>
        )}
        <Find />
        <AsOfButton />
        <Me />
      </header>
      <Drawer
        open={drawer}
        placement="left"
        size={240}
        title={t("product")}
        onClose={() => setDrawer(false)}
        onClick={() => setDrawer(false)}
      >
        <Rail inDrawer />
      </Drawer>
      <main id="content" className="page" tabIndex={-1}>
        <News />
        <Outlet />
      </main>
      <LostSession />
    </div>
  );
}
