// The door.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { firstQuery, sessionQuery, type Session } from "../../api/session";
import { ButtonLink } from "../../ui/button";
import { SignInForm } from "./form";
import { Door } from "./door";
import { Posts } from "./posts";

const route = getRouteApi("/login");

export function Login(): ReactNode {
  const { t } = useTranslation();
  const { back } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  async function enter(session: Session): Promise<void> {
    client.setQueryData(sessionQuery.queryKey, session);
    // Only a path of this site is gone back to.
    const inside = back !== undefined && /^\/(?!\/)/.test(back) ? back : "/";
    router.history.push(inside);
  }
  return (
    <Door title={t("door.signIn")}>
      <SignInForm onDone={enter} />
      <Elsewhere />
      <Unfinished />
    </Door>
  );
}

/** What is missing of the first start, while something is. */
function Unfinished(): ReactNode {
  const { t } = useTranslation();
  const posts = useQuery(firstQuery).data?.posts ?? [];
  if (posts.every(({ taken }) => taken)) return null;
  return (
    <section className="door-unfinished">
      <p className="door-says">{t("door.first.rest")}</p>
      <Posts posts={posts} />
    </section>
  );
}

/** Why somebody who comes back from the provider was not let in. */
const TURNED = [
  "oidc-state",
  "oidc-declined",
  "oidc-unknown",
  "oidc-failed",
  "oidc-none",
  "no-post",
] as const;

/** The way to the provider of the house (统一身份认证), where there is one. */
function Elsewhere(): ReactNode {
  const { t } = useTranslation();
  const { problem } = route.useSearch();
  const first = useQuery(firstQuery).data;
  const code = TURNED.find((turned) => turned === problem) ?? "other";
  return (
    <>
      {problem !== undefined && (
        <p className="fault-line" role="alert">
          {t(`door.turned.${code}`)}
        </p>
      )}
      {first?.oidc === true && (
        <ButtonLink className="button-block" href="/api/oidc/start" style={{ marginTop: 12 }}>
          {t("door.oidc")}
        </ButtonLink>
      )}
    </>
  );
}
