// The form of a post or a program: what somebody is there for, and how far.
import { Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ROLES, type PostSaid, type Role, type Scope } from "../../api/people";
import { Button } from "../../ui/button";
import { DayInput } from "../../ui/day";

const SCOPES = ["zone", "department", "park", "own"] as const;

interface Given {
  readonly title: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly scope: (typeof SCOPES)[number];
  readonly of?: string;
  readonly until?: string;
}

interface Props {
  readonly roles?: readonly Role[];
  /** Whether a last day is asked for. */
  readonly dated?: boolean;
  readonly busy: boolean;
  readonly done: string;
  readonly onDone: (post: PostSaid, until: string) => void;
}

function scopeOf({ scope, of = "", department }: Given): Scope {
  if (scope === "department") return { department: of.trim() === "" ? department : of.trim() };
  if (scope === "park") return { park: of.trim() };
  return scope === "own" ? { own: Number(of) } : "zone";
}

export function PostForm({ roles = ROLES, dated = false, busy, done, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const scope = Form.useWatch("scope", form);
  const need = [{ required: true, message: t("people.need") }];
  return (
    <Form<Given>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ scope: "zone" }}
      onFinish={(given) => {
        const { title, department } = given;
        onDone({ title, department, roles: given.roles, scope: scopeOf(given) }, given.until ?? "");
      }}
    >
      <Form.Item name="title" label={t("people.postTitle")} rules={need}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item name="department" label={t("people.department")} rules={need}>
        <Input />
      </Form.Item>
      <Form.Item name="roles" label={t("people.roles")} rules={need}>
        <Select
          mode="multiple"
          options={roles.map((value) => ({ value, label: t(`people.role.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="scope" label={t("people.scope")}>
        <Select options={SCOPES.map((value) => ({ value, label: t(`people.scopes.${value}`) }))} />
      </Form.Item>
      {(scope === "park" || scope === "own") && (
        <Form.Item name="of" label={t("people.scopeName")} rules={need}>
          <Input />
        </Form.Item>
      )}
      {dated && (
        <Form.Item
          name="until"
          label={t("people.until")}
          rules={need}
          getValueFromEvent={(day: string | undefined) => day}
        >
          <DayInput label={t("people.until")} />
        </Form.Item>
      )}
      <Button kind="primary" type="submit" busy={busy}>
        {done}
      </Button>
    </Form>
  );
}
