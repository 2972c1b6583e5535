// The first start: three administrators, by the link that the program printed.
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "@tanstack/react-router";
import { Form, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { found, type Founding, type Invitation } from "../../api/session";
import { link } from "../../link";
import { moment } from "../../say";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { Door } from "./door";
import { Passwords } from "./password";

type Given = Omit<Founding, "token">;
const THREE = ["keeper", "security", "auditor"] as const;

export function First(): ReactNode {
  const { t } = useTranslation();
  // After the mark, where no server and no log sees it.
  const token = useLocation({ select: ({ hash }) => hash });
  const make = useMutation({
    mutationFn: ({ keeper, password, security, auditor }: Given) =>
      found({ token, keeper, password, security, auditor }),
  });
  if (make.data !== undefined) return <Made invitations={make.data.items} />;
  if (token === "") {
    return (
      <Door title={t("door.first.title")}>
        <p>{t("door.first.link")}</p>
      </Door>
    );
  }
  return (
    <Door title={t("door.first.title")}>
      <p style={{ marginBottom: 16 }}>{t("door.first.how")}</p>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={(given) => make.mutate(given)}>
        {THREE.map((role) => (
          <fieldset key={role} className="door-person">
            <legend>{t(`door.first.${role}`)}</legend>
            <Form.Item
              name={[role, "name"]}
              label={t("door.first.name")}
              rules={[{ required: true }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item
              name={[role, "login"]}
              label={t("door.login")}
              rules={[{ required: true, message: t("door.needLogin") }]}
            >
              <Input autoComplete="off" autoCapitalize="off" />
            </Form.Item>
            {role === "keeper" && <Passwords />}
          </fieldset>
        ))}
        {make.error !== null && <FaultLine problem={problemOf(make.error)} />}
        <Button kind="primary" type="submit" className="button-block" busy={make.isPending}>
          {t("door.first.done")}
        </Button>
      </Form>
    </Door>
  );
}

function Made({ invitations }: { readonly invitations: readonly Invitation[] }): ReactNode {
  const { t } = useTranslation();
  const until = invitations[0]?.until_at;
  return (
    <Door title={t("door.first.title")}>
      <p>{t("door.first.made", { until: until == null ? "" : moment(until) })}</p>
      <dl>
        {invitations.map(({ name, login, link: path }) => (
          <div key={login}>
            <dt>
              {name}（{login}）
            </dt>
            <dd>
              <code>{`${location.origin}${path}`}</code>
            </dd>
          </div>
        ))}
      </dl>
      <Link {...link.login()}>{t("door.first.toLogin")}</Link>
    </Door>
  );
}
