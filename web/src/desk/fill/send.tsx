// The cells that a form lacks, sent to the departments that own the figures, with a due day.
import { useQuery } from "@tanstack/react-query";
import { Form, InputNumber } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Filled } from "../../api/fill";
import { problemOf } from "../../api/problem";
import { departmentsQuery } from "../../api/work";
import { Dialog } from "../../ui/dialog";
import { FaultLine, Skeleton } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { useSend } from "../task/send";
import { ordersOf, type Order } from "./orders";

const USUAL = 5;
/** More facts than these are named by their number. */
const NAMED = 8;

interface Props {
  readonly filled: Filled;
  readonly onDone: () => void;
}

export function SendMissing({ filled, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(departmentsQuery);
  const [days, setDays] = useState(USUAL);
  const { send, done } = useSend((count, due) => {
    notice.done(t("task.sent", { count, due }));
    onDone();
  });
  const orders = ordersOf(filled.missing, query.data?.items ?? []);
  const departments = new Set(orders.map(({ department }) => department));
  const reason = ({ facts }: Order): string => {
    const named =
      facts.slice(0, NAMED).join(t("comma")) + (facts.length > NAMED ? t("fillForm.andMore") : "");
    return t("fillForm.sendReason", { facts: named, form: filled.name });
  };
  return (
    <Dialog
      open
      title={t("fillForm.send")}
      okText={t("do.send")}
      okButtonProps={{ loading: send.isPending, disabled: orders.length === 0 }}
      onOk={() =>
        send.mutate(
          orders.map((order) => {
            const { facts: _, ...task } = order;
            return { ...task, days, reason: reason(order) };
          }),
        )
      }
      onCancel={onDone}
    >
      <div className="stack">
        <p>{t("fillForm.sendHow")}</p>
        {query.isPending ? (
          <Skeleton lines={2} />
        ) : (
          <p>
            <strong>
              {t("fillForm.orders", { count: orders.length, departments: departments.size })}
            </strong>
          </p>
        )}
        {[...departments].map((department) => (
          <p key={department} className="note">
            {department}：{orders.filter((order) => order.department === department).length}
          </p>
        ))}
        <Form layout="vertical">
          <Form.Item label={t("task.days")} htmlFor="send-days">
            <InputNumber
              id="send-days"
              min={1}
              max={250}
              value={days}
              onChange={(next) => setDays(next ?? USUAL)}
            />
          </Form.Item>
        </Form>
        {send.isPending && <p role="status">{t("task.sending", { done, count: orders.length })}</p>}
        {send.error !== null && (
          <>
            <p>{t("task.stopped", { done })}</p>
            <FaultLine problem={problemOf(send.error)} />
          </>
        )}
      </div>
    </Dialog>
  );
}
