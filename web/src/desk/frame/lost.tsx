// Signing in again over the page, so that nothing that was typed is lost.
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { resume } from "../../api/lost";
import { sessionQuery, signOut, type Session } from "../../api/session";
import { SignInForm } from "../door/form";
import { useSession } from "../session";
import { Dialog } from "../../ui/dialog";
import { notice } from "../../ui/notice";

export function LostSession(): ReactNode {
  const { t } = useTranslation();
  const { user } = useSession();
  const client = useQueryClient();

  async function back(session: Session): Promise<void> {
    if (session.user.login !== user.login) {
      // What stands on the page is the first person's.
      await signOut();
      notice.refused(t("door.lostOther", { name: user.name }));
      return;
    }
    client.setQueryData(sessionQuery.queryKey, session);
    resume();
  }

  return (
    <Dialog open title={t("door.lost")} footer={null} closable={false} width={400} centered>
      <p style={{ marginBottom: 16 }}>{t("door.lostHow")}</p>
      <SignInForm login={user.login} onDone={back} />
    </Dialog>
  );
}
