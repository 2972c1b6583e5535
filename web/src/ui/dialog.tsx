// A dialog over the page: the focus is where one types, and back where it was once it is gone.
import { Modal, type ModalProps } from "antd";
import { useEffect, useRef, type ReactNode } from "react";

import { stay } from "./stay";

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea";

/** The first field that waits for something. */
function first(body: HTMLElement | null): HTMLElement | undefined {
  const fields = [
    ...(body?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(FIELDS) ?? []),
  ].filter((field) => !field.disabled && !field.readOnly);
  return fields.find((field) => field.value === "") ?? fields[0];
}

export function Dialog({ children, ...rest }: ModalProps): ReactNode {
  const body = useRef<HTMLDivElement>(null);
  const { open } = rest;
  const begin = (): void => {
    if (body.current?.contains(document.activeElement) !== true) first(body.current)?.focus();
  };
  useEffect(() => {
    if (open !== true) return undefined;
    // What holds the focus inside takes it first: to the button that closes, or to what is filled.
    const frame = requestAnimationFrame(() => first(body.current)?.focus());
    return () => {
      cancelAnimationFrame(frame);
      stay();
    };
  }, [open]);
  return (
    <Modal {...rest} afterOpenChange={(shown) => shown && begin()}>
      <div ref={body}>{children}</div>
    </Modal>
  );
}
