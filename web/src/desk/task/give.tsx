// Tasks given about firms: why, to which department, within how many working days.
import { useQuery } from "@tanstack/react-query";
import { Form, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import { departmentsQuery, dueQuery } from "../../api/work";
import { Dialog } from "../../ui/dialog";
import { FaultLine } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { useSession } from "../session";
import { useSend } from "./send";

export interface About {
  readonly enterprise: number;
  readonly name: string;
  readonly policy?: string;
  readonly fact?: string;
  /** Whose it is to do, where that is known. */
  readonly department?: string;
  /** What the task is probably given for. */
  readonly reason: string;
}

interface Given {
  readonly reason?: string;
  readonly department: string;
  readonly days: number;
}

const USUAL = 5;
/** Working days of about a year. */
const MOST = 250;

interface Props {
  readonly abouts: readonly About[];
  readonly onDone: () => void;
}

export function GiveTask({ abouts, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const { post } = useSession();
  const [form] = Form.useForm<Given>();
  const departments = useQuery(departmentsQuery).data?.items ?? [];
  const { send, done } = useSend((count, due) => {
    notice.done(t("task.sent", { count, due }));
    onDone();
  });
  const [one] = abouts;
  const many = abouts.length > 1;
  // Each of them has its own reason; what is typed is added.
  const said = many && abouts.every(({ reason }) => reason !== "");
  const need = [{ required: true, whitespace: true, message: t("people.need") }];
  const give = ({ reason = "", department, days }: Given): void =>
    send.mutate(
      abouts.map(({ name: _, department: __, reason: own, ...about }) => ({
        ...about,
        department,
        days,
        reason: many ? [own, reason].filter((text) => text !== "").join(t("semicolon")) : reason,
      })),
    );
  return (
    <Dialog
      open
      title={t("task.giveFor", {
        name: many ? t("task.many", { count: abouts.length }) : (one?.name ?? ""),
      })}
      okText={t("task.give")}
      okButtonProps={{ loading: send.isPending }}
      onOk={() => form.submit()}
      onCancel={onDone}
    >
      <Form<Given>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          reason: many ? "" : (one?.reason ?? ""),
          department: one?.department ?? post.department,
          days: USUAL,
        }}
        onFinish={give}
      >
        {many && <p className="note">{t("task.perFirm")}</p>}
        <Form.Item name="reason" label={t("task.reason")} rules={said ? [] : need}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item name="department" label={t("task.department")} rules={need}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            options={departments.map((name) => ({ value: name, label: name }))}
          />
        </Form.Item>
        <Form.Item label={t("task.days")} htmlFor="days">
          <div className="row">
            <Form.Item name="days" noStyle>
              <InputNumber id="days" min={1} max={MOST} precision={0} />
            </Form.Item>
            <Form.Item noStyle shouldUpdate>
              {() => <DueDay days={form.getFieldValue("days")} />}
            </Form.Item>
          </div>
        </Form.Item>
      </Form>
      {send.isPending && many && (
        <p role="status">{t("task.sending", { done, count: abouts.length })}</p>
      )}
      {send.error !== null && (
        <>
          {many && <p>{t("task.stopped", { done })}</p>}
          <FaultLine problem={problemOf(send.error)} />
        </>
      )}
    </Dialog>
  );
}

/** The day that it is, as the working calendar has it. */
function DueDay({ days }: { readonly days: number | null | undefined }): ReactNode {
  const { t } = useTranslation();
  const fits = typeof days === "number" && days >= 1 && days <= MOST;
  const { data, isError } = useQuery({ ...dueQuery(fits ? days : USUAL), enabled: fits });
  if (!fits || isError || data === undefined) return null;
  return (
    <span className="note" role="status">
      {t("task.due")} <span className="day num">{data.due}</span>
      {data.provisional && <> · {t("task.provisional")}</>}
    </span>
  );
}
