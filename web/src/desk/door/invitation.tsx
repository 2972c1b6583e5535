// An invitation: somebody who was given an account chooses a password.
import { useMutation } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Form } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { acceptInvitation } from "../../api/session";
import { link } from "../../link";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { Door } from "./door";
import { Passwords } from "./password";

export function Invitation(): ReactNode {
  const { t } = useTranslation();
  // After the mark, where no server and no log sees it.
  const token = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: (password: string) => acceptInvitation(token, password),
    onSuccess: () => navigate(link.login()),
  });
  if (token === "") {
    return (
      <Door title={t("door.invitation.title")}>
        <p>{t("door.invitation.missing")}</p>
      </Door>
    );
  }
  return (
    <Door title={t("door.invitation.title")}>
      <p style={{ marginBottom: 16 }}>{t("door.invitation.how")}</p>
      <Form<{ password: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }) => accept.mutate(password)}
      >
        <Passwords />
        {accept.error !== null && <FaultLine problem={problemOf(accept.error)} />}
        <Button kind="primary" type="submit" className="button-block" busy={accept.isPending}>
          {t("door.invitation.done")}
        </Button>
      </Form>
    </Door>
  );
}
