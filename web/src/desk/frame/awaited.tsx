// What whoever signed in sees until all three administrators are there.
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { sessionQuery } from "../../api/session";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/faces";
import { useSession } from "../session";

export function Awaited(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const roles = useSession().awaited.map((role) => t(`people.role.${role}`));
  const look = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    // The button goes with this page. Which part of the next one is there by then depends on the
    // network; what holds it always is.
    const now = client.getQueryData(sessionQuery.queryKey);
    if (now?.awaited.length === 0) document.querySelector("main")?.focus({ preventScroll: true });
  };
  return (
    <Empty
      what={t("door.first.awaited", { roles: roles.join(t("door.first.and")) })}
      how={t("door.first.rest")}
    >
      <Button onClick={() => void look()}>{t("face.again")}</Button>
    </Empty>
  );
}
