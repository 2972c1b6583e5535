// The form of signing in, on its own page and over a page whose session has ended.
import { useMutation } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { signIn, type Session, type SignIn } from "../../api/session";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";

interface Props {
  readonly login?: string;
  readonly onDone: (session: Session) => Promise<void>;
}

export function SignInForm({ login, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [factor, setFactor] = useState(false);
  const enter = useMutation({
    mutationFn: async (given: SignIn) => onDone(await signIn(given)),
    onError: (thrown) => {
      if (problemOf(thrown).code === "second-factor") setFactor(true);
    },
  });
  return (
    <Form<SignIn>
      layout="vertical"
      requiredMark={false}
      initialValues={login === undefined ? {} : { login }}
      onFinish={(given) => enter.mutate(given)}
    >
      <Form.Item
        name="login"
        label={t("door.login")}
        rules={[{ required: true, message: t("door.needLogin") }]}
      >
        <Input autoComplete="username" autoFocus={login === undefined} autoCapitalize="off" />
      </Form.Item>
      <Form.Item
        name="password"
        label={t("door.password")}
        rules={[{ required: true, message: t("door.needPassword") }]}
      >
        <Input.Password autoComplete="current-password" autoFocus={login !== undefined} />
      </Form.Item>
      {factor && (
        <Form.Item name="code" label={t("door.factor")} help={t("door.factorHelp")}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} autoFocus />
        </Form.Item>
      )}
      {enter.error !== null && !(factor && problemOf(enter.error).code === "second-factor") && (
        <FaultLine problem={problemOf(enter.error)} />
      )}
      <Button
        kind="primary"
        type="submit"
        className="button-block"
        busy={enter.isPending}
        style={{ marginTop: 12 }}
      >
        {t("door.signIn")}
      </Button>
    </Form>
  );
}
