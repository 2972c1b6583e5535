// A question that is answered in a few words before something is done.
import { Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../api/problem";
import { Dialog } from "./dialog";
import { FaultLine } from "./faces";

interface Props {
  readonly title: string;
  /** The word of what is done. */
  readonly does: string;
  /** What is asked for. */
  readonly asks: string;
  readonly danger?: boolean;
  /** How it is sent, and what came of it. */
  readonly sent: {
    readonly mutate: (reason: string) => void;
    readonly isPending: boolean;
    readonly error: Error | null;
  };
  readonly onCancel: () => void;
  /** What happens when it is done. */
  readonly children?: ReactNode;
}

export function Reason(props: Props): ReactNode {
  const { title, does, asks, danger = false, sent, onCancel, children } = props;
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open
      title={title}
      okText={does}
      okButtonProps={{
        danger,
        disabled: reason.trim() === "",
        loading: sent.isPending,
        ...(reason.trim() === "" ? { title: t("do.need", { what: asks }) } : {}),
      }}
      onOk={() => sent.mutate(reason.trim())}
      onCancel={onCancel}
    >
      <div className="stack">
        {children}
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={500}
          aria-label={asks}
          placeholder={asks}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        {sent.error !== null && <FaultLine problem={problemOf(sent.error)} />}
      </div>
    </Dialog>
  );
}
