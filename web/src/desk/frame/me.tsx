// Who I am: the post I act on, light or dark, language, signing out.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Dropdown, type MenuProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { sessionQuery, signOut, takePost } from "../../api/session";
import { link } from "../../link";
import { choose, useMode, type Choice } from "../../ui/mode";
import { speak, type Language } from "../../words";
import { useSession } from "../session";

const CHOICES: readonly Choice[] = ["system", "light", "dark"];
const LANGUAGES: readonly { readonly key: Language; readonly label: string }[] = [
  { key: "zh", label: "中文" },
  { key: "en", label: "English" },
];

export function Me(): ReactNode {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { choice } = useMode();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();

  async function take(post: number): Promise<void> {
    try {
      client.setQueryData(sessionQuery.queryKey, await takePost(post));
      // Another post sees other things.
      await client.invalidateQueries();
    } catch (thrown) {
      message.error(problemOf(thrown).detail);
    }
  }

  async function leave(): Promise<void> {
    try {
      await signOut();
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      await navigate(link.login());
    } catch (thrown) {
      message.error(problemOf(thrown).detail || t("face.offline"));
    }
  }

  const items: MenuProps["items"] = [
    {
      key: "posts",
      type: "group",
      label: t("bar.post"),
      children: session.posts.map(({ id, title, department }) => ({
        key: `post:${id}`,
        label: `${id === session.post.id ? "● " : ""}${department} · ${title}`,
        onClick: () => void take(id),
      })),
    },
    { type: "divider" },
    {
      key: "theme",
      label: t("bar.theme"),
      children: CHOICES.map((key) => ({
        key,
        label: `${key === choice ? "● " : ""}${t(`bar.${key}`)}`,
        onClick: () => choose(key),
      })),
    },
    {
      key: "language",
      label: t("bar.language"),
      children: LANGUAGES.map(({ key, label }) => ({
        key,
        label: `${key === i18n.language ? "● " : ""}${label}`,
        onClick: () => void speak(key),
      })),
    },
    { key: "account", label: t("bar.account"), onClick: () => void navigate(link.account()) },
    { type: "divider" },
    { key: "out", label: t("bar.signOut"), onClick: () => void leave() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <button className="bare me">
        <span className="out-of-sight">{t("bar.me")}</span>
        <span>{session.user.name}</span>
        <small>{session.post.title}</small>
      </button>
    </Dropdown>
  );
}
