// What changes of who a firm is: its name, its code, coming and going, from a day on.
import { useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { alter, type Alteration, type TaggedFile } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { DayInput } from "../../ui/day";
import { Dialog } from "../../ui/dialog";
import { FaultLine } from "../../ui/faces";
import { useSession } from "../session";
import { useWrite } from "../write";

const WHATS = ["name", "code", "arrived", "left"] as const;

interface Props {
  readonly file: TaggedFile;
  readonly onDone: () => void;
}

export function Alter({ file, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const { today } = useSession();
  const client = useQueryClient();
  const [form] = Form.useForm<Alteration>();
  const what = Form.useWatch("what", form) ?? WHATS[0];
  const write = useWrite((given: Alteration) => alter(file, given), {
    says: ({ line }) => t("enterprise.alter.done", { line }),
    onDone,
  });
  const need = [{ required: true, whitespace: true, message: t("people.need") }];
  return (
    <Dialog
      open
      title={t("enterprise.alter.title", { name: file.name })}
      okText={t("do.confirm")}
      okButtonProps={{ loading: write.isPending }}
      onOk={() => form.submit()}
      onCancel={onDone}
    >
      <Form<Alteration>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ what, on: today }}
        onFinish={(given) =>
          write.mutate(given, {
            // Somebody else was first: what they wrote is read, what was typed stays.
            onError: () =>
              void client.invalidateQueries({ queryKey: ["enterprise", String(file.id)] }),
          })
        }
      >
        <Form.Item name="what" label={t("enterprise.alter.what")}>
          <Select
            options={WHATS.map((value) => ({ value, label: t(`enterprise.alter.${value}`) }))}
          />
        </Form.Item>
        {(what === "name" || what === "code") && (
          <Form.Item
            key={what}
            name="value"
            label={t(`enterprise.alter.new.${what}`)}
            extra={t(`enterprise.alter.was.${what}`, {
              was: (what === "name" ? file.name : file.code) ?? "—",
            })}
            rules={need}
          >
            <Input maxLength={what === "code" ? 18 : 200} />
          </Form.Item>
        )}
        {what !== "code" && (
          <Form.Item name="on" label={t("enterprise.alter.on")} rules={need}>
            <DayInput label={t("enterprise.alter.on")} />
          </Form.Item>
        )}
        <Form.Item
          name="reason"
          label={t("enterprise.alter.reason")}
          extra={what === "left" ? t("enterprise.alter.where") : undefined}
          rules={need}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
      {write.error !== null && <FaultLine problem={problemOf(write.error)} />}
    </Dialog>
  );
}
