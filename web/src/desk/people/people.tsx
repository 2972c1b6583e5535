// People and posts: who there is, who holds what, which programs are let in.
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { link } from "../../link";
import { STAFF } from "../../route/search";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { Clients } from "./clients";
import { Motions } from "./motions";
import { Officers } from "./officers";
import { Posts } from "./posts";

const route = getRouteApi("/desk/people");

export function People(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  // A link may name a list that there is not.
  const list = STAFF.find((one) => one === search.list) ?? "officers";
  const navigate = useNavigate();
  const open = (key: string): void => {
    const next = STAFF.find((one) => one === key);
    void navigate(link.people(next === undefined || next === "officers" ? {} : { list: next }));
  };
  return (
    <>
      <Title title={t("people.title")}>
        <Export path={`/api/${list}`} act="read-staff" />
      </Title>
      <Motions />
      <Tabs
        destroyOnHidden
        activeKey={list}
        onChange={open}
        items={[
          { key: "officers", label: t("people.officers"), children: <Officers /> },
          { key: "posts", label: t("people.posts"), children: <Posts /> },
          { key: "clients", label: t("people.clients"), children: <Clients /> },
        ]}
      />
    </>
  );
}
