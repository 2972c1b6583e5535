// One's own account: the password, and the second factor.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import {
  changePassword,
  confirmFactor,
  sessionQuery,
  startFactor,
  stopFactor,
} from "../../api/session";
import { moment } from "../../say";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { Title } from "../../ui/title";
import { useSession } from "../session";
import { Passwords } from "./password";

export function Account(): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  const end = moment(session.ends_at);
  return (
    <>
      <Title
        title={t("door.account.title")}
        says={t("door.account.sessions", { end, idle: session.idle_minutes })}
      />
      <div className="stack" style={{ maxWidth: 420 }}>
        <Password />
        <Factor on={session.factor} />
      </div>
    </>
  );
}

interface Given {
  readonly old: string;
  readonly password: string;
}

function Password(): ReactNode {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const change = useMutation({
    mutationFn: ({ old, password }: Given) => changePassword(old, password),
    onSuccess: () => {
      form.resetFields();
      notice.done(t("door.account.changed"));
    },
  });
  return (
    <section className="sheet" style={{ padding: 20 }}>
      <h2 style={{ marginBottom: 12 }}>{t("door.account.change")}</h2>
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(given) => change.mutate(given)}
      >
        <Form.Item
          name="old"
          label={t("door.account.old")}
          rules={[{ required: true, message: t("door.needPassword") }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Passwords />
        {change.error !== null && <FaultLine problem={problemOf(change.error)} />}
        <Button kind="primary" type="submit" busy={change.isPending}>
          {t("door.account.change")}
        </Button>
      </Form>
    </section>
  );
}

/** The six digits that the telephone shows. */
function Code(): ReactNode {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="code"
      label={t("door.factor")}
      rules={[{ required: true, message: t("door.factorHelp") }]}
    >
      <Input
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        style={{ width: 140 }}
      />
    </Form.Item>
  );
}

function Factor({ on }: { readonly on: boolean }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const start = useMutation({ mutationFn: startFactor });
  const confirm = useMutation({
    mutationFn: confirmFactor,
    onSuccess: () => {
      start.reset();
      return again();
    },
  });
  const stop = useMutation({ mutationFn: stopFactor, onSuccess: again });
  const error = start.error ?? confirm.error ?? stop.error;
  return (
    <section className="sheet stack" style={{ padding: 20 }}>
      <h2>{t("door.account.factor")}</h2>
      <p>{t(on ? "door.account.factorOn" : "door.account.factorOff")}</p>
      {error !== null && <FaultLine problem={problemOf(error)} />}
      {on && (
        <Form<{ password: string; code: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={(given) => stop.mutate(given)}
        >
          <Form.Item
            name="password"
            label={t("door.account.old")}
            rules={[{ required: true, message: t("door.needPassword") }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Code />
          <Button type="submit" busy={stop.isPending}>
            {t("door.account.stop")}
          </Button>
        </Form>
      )}
      {!on && start.data === undefined && (
        <div>
          <Button busy={start.isPending} onClick={() => start.mutate()}>
            {t("door.account.start")}
          </Button>
        </div>
      )}
      {!on && start.data !== undefined && (
        <Form<{ code: string }>
          layout="vertical"
          onFinish={({ code }) => confirm.mutate({ secret: start.data.secret, code })}
        >
          <p>{t("door.account.secret")}</p>
          <p className="num" style={{ margin: "8px 0", fontSize: 16, wordBreak: "break-all" }}>
            <a href={start.data.uri}>{start.data.secret}</a>
          </p>
          <Code />
          <Button kind="primary" type="submit" busy={confirm.isPending}>
            {t("door.account.confirm")}
          </Button>
        </Form>
      )}
    </section>
  );
}
