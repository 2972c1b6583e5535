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
  const look = (): void => void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  return (
    <Empty
      what={t("door.first.awaited", { roles: roles.join(t("door.first.and")) })}
      how={t("door.first.rest")}
    >
      <Button onClick={look}>{t("face.again")}</Button>
    </Empty>
  );
}
