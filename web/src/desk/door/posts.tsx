// The three administrators of the first start: who is there, and for whom it waits.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Administrator, FirstPost } from "../../api/session";

interface Props {
  readonly posts: readonly FirstPost[];
  /** The one that the link is for. */
  readonly own?: Administrator;
}

export function Posts({ posts, own }: Props): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="door-posts" aria-label={t("door.first.posts")}>
      {posts.map(({ role, taken }) => (
        <li key={role} aria-current={role === own ? "true" : undefined}>
          <span>{t(`people.role.${role}`)}</span>
          <span className={taken ? "door-taken" : "note"}>
            {t(`door.first.${taken ? "taken" : role === own ? "own" : "waits"}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
