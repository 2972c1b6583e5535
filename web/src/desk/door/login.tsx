// The door.
import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { sessionQuery, type Session } from "../../api/session";
import { SignInForm } from "./form";
import { Door } from "./door";

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
    </Door>
  );
}
