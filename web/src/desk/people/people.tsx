// People and posts: who there is, who holds what, which programs are let in.
import { Tabs } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Title } from "../../ui/title";
import { Export } from "../export";
import { Clients } from "./clients";
import { Motions } from "./motions";
import { Officers } from "./officers";
import { Posts } from "./posts";

export function People(): ReactNode {
  const { t } = useTranslation();
  const [list, setList] = useState("officers");
  return (
    <>
      <Title title={t("people.title")}>
        <Export path={`/api/${list}`} act="read-staff" />
      </Title>
      <Motions />
      <Tabs
        destroyOnHidden
        activeKey={list}
        onChange={setList}
        items={[
          { key: "officers", label: t("people.officers"), children: <Officers /> },
          { key: "posts", label: t("people.posts"), children: <Posts /> },
          { key: "clients", label: t("people.clients"), children: <Clients /> },
        ]}
      />
    </>
  );
}
