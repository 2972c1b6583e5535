// An invitation: somebody who was given an account chooses a password.
import { useMutation } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { acceptInvitation, isHalf, type Accepting } from "../../api/session";
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
    mutationFn: (given: Accepting) => acceptInvitation(token, given),
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
      <Form<Accepting>
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => accept.mutate(given)}
      >
        {isHalf(token) && (
          <Form.Item
            name="code"
            label={t("door.invitation.code")}
            extra={t("door.invitation.codeHow")}
            rules={[{ required: true, message: t("people.need") }]}
          >
            <Input autoFocus autoComplete="off" autoCapitalize="characters" />
          </Form.Item>
        )}
        <Passwords />
        {accept.error !== null && <FaultLine problem={problemOf(accept.error)} />}
        <Button kind="primary" type="submit" className="button-block" busy={accept.isPending}>
          {t("door.invitation.done")}
        </Button>
      </Form>
    </Door>
  );
}
