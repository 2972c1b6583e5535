// A task given about a firm: why, to whom, within how many working days.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, InputNumber, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { giveTask } from "../../api/work";
import { FaultLine } from "../../ui/faces";
import { useSession } from "../session";

export interface About {
  readonly enterprise: number;
  readonly name: string;
  readonly policy?: string;
  readonly fact?: string;
  /** What the task is probably given for. */
  readonly reason: string;
}

interface Given {
  readonly reason: string;
  readonly department: string;
  readonly days: number;
}

const USUAL = 5;

export function GiveTask({
  about,
  onDone,
}: {
  readonly about: About;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { post } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<Given>();
  const give = useMutation({
    mutationFn: (given: Given) => {
      const { enterprise, policy, fact } = about;
      return giveTask({
        enterprise,
        ...given,
        ...(policy === undefined ? {} : { policy }),
        ...(fact === undefined ? {} : { fact }),
      });
    },
    onSuccess: async ({ due }) => {
      message.success(t("task.given", { due }));
      onDone();
      await client.invalidateQueries({ queryKey: ["home"] });
    },
  });
  const need = [{ required: true, whitespace: true, message: t("people.need") }];
  return (
    <Modal
      open
      title={t("task.giveFor", { name: about.name })}
      okText={t("task.give")}
      okButtonProps={{ loading: give.isPending }}
      onOk={() => form.submit()}
      onCancel={onDone}
    >
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: about.reason, department: post.department, days: USUAL }}
        onFinish={(given) => give.mutate(given)}
      >
        <Form.Item name="reason" label={t("task.reason")} rules={need}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item name="department" label={t("task.department")} rules={need}>
          <Input />
        </Form.Item>
        <Form.Item name="days" label={t("task.days")}>
          <InputNumber min={1} max={250} />
        </Form.Item>
      </Form>
      {give.error !== null && <FaultLine problem={problemOf(give.error)} />}
    </Modal>
  );
}
