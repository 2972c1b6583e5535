// Who I am: the post I act on, light or dark, language, signing out.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { sessionQuery, signOut, takePost } from "../../api/session";
import { link } from "../../link";
import { useFault } from "../../ui/faces";
import { choose, useMode, type Choice } from "../../ui/mode";
import { notice } from "../../ui/notice";
import { Pop } from "../../ui/pop";
import { speak, type Language } from "../../words";
import { useSession } from "../session";

const CHOICES: readonly Choice[] = ["system", "light", "dark"];
const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["zh", "中文"],
  ["en", "English"],
];

export function Me(): ReactNode {
  const { t } = useTranslation();
  const { user, post } = useSession();
  const word = (
    <>
      <span className="out-of-sight">{t("bar.me")}</span>
      <span>{user.name}</span>
      <small>{post.title}</small>
    </>
  );
  return (
    <Pop word={word} className="bare me" label={t("bar.me")} width={320} menu>
      {(close) => <Menu close={close} />}
    </Pop>
  );
}

function Menu({ close }: { readonly close: () => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { choice } = useMode();
  const client = useQueryClient();
  const navigate = useNavigate();

  const fault = useFault();
  const refuse = (thrown: unknown): void => notice.refused(fault(problemOf(thrown)).what);

  async function take(post: number): Promise<void> {
    try {
      client.setQueryData(sessionQuery.queryKey, await takePost(post));
      // Another post sees other things.
      await client.invalidateQueries();
    } catch (thrown) {
      refuse(thrown);
    }
  }

  async function leave(): Promise<void> {
    try {
      await signOut();
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
      await navigate(link.login());
    } catch (thrown) {
      refuse(thrown);
    }
  }

  async function tell(language: Language): Promise<void> {
    await speak(language);
    // What the server words is read anew, in that language.
    await client.invalidateQueries();
  }

  const act = (what: () => unknown) => () => {
    close();
    void what();
  };
  return (
    <>
      <Choices
        name={t("bar.post")}
        among={session.posts.map(({ id, title, department }) => [id, `${department} · ${title}`])}
        chosen={session.post.id}
        choose={(id) => act(() => take(id))()}
      />
      <Choices
        name={t("bar.theme")}
        among={CHOICES.map((key) => [key, t(`bar.${key}`)])}
        chosen={choice}
        choose={(key) => act(() => choose(key))()}
      />
      <Choices
        name={t("bar.language")}
        among={LANGUAGES}
        chosen={i18n.language === "en" ? "en" : "zh"}
        choose={(key) => act(() => tell(key))()}
      />
      <div className="menu-line" role="separator" />
      <button className="menu-item" role="menuitem" onClick={act(() => navigate(link.account()))}>
        {t("bar.account")}
      </button>
      <button className="menu-item" role="menuitem" onClick={act(leave)}>
        {t("bar.signOut")}
      </button>
    </>
  );
}

interface ChoicesProps<K> {
  readonly name: string;
  readonly among: readonly (readonly [K, string])[];
  readonly chosen: K;
  readonly choose: (key: K) => void;
}

function Choices<K extends string | number>(props: ChoicesProps<K>): ReactNode {
  const { name, among, chosen } = props;
  return (
    <div role="group" aria-label={name}>
      <p className="menu-group" aria-hidden="true">
        {name}
      </p>
      {among.map(([key, word]) => (
        <button
          key={key}
          className="menu-item"
          role="menuitemradio"
          aria-checked={key === chosen}
          onClick={() => props.choose(key)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
