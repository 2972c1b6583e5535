// What people say of a figure: a correction, a settlement by the owning department, an objection.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { factsQuery, feedsQuery, type Feed } from "../../api/content";
import {
  correct,
  object,
  settle,
  type Corrected,
  type FileFigure,
  type SourceSaid,
  type Target,
  type Written,
} from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { Button } from "../../ui/button";
import { FaultLine, Skeleton } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { stay } from "../../ui/stay";
import { withUnit } from "../../value";
import { useLearnt } from "../learnt";
import { Meanwhile } from "./meanwhile";

interface Props {
  readonly of: Target;
  readonly figure: FileFigure;
  /** As it was when one began to write. */
  readonly before: FileFigure;
  /** Written, with what there is to tell of it. */
  readonly onDone: (told?: string) => void;
  /** Left without a word. */
  readonly onCancel: () => void;
}

interface Given {
  readonly value: string;
  readonly feed: string;
  readonly reason: string;
}

/** What is the same for the three: sent, then everything about the firm is read again. */
function useAmend<T extends Written>(
  act: (given: Given) => Promise<T>,
  { of, onDone }: Props,
  tells?: (written: T, given: Given) => string | undefined,
) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const again = (): Promise<void> =>
    client.invalidateQueries({ queryKey: ["enterprise", String(of.id)] });
  return useMutation({
    mutationFn: act,
    // Somebody else was first: what they wrote is read, what was typed stays.
    onError: (thrown) => (problemOf(thrown).status === 412 ? again() : undefined),
    onSuccess: async (written, given) => {
      const { line, held, doubt, counts = true, effect } = written;
      notice.done(t(held ? "enterprise.amend.held" : "enterprise.amend.done", { line }));
      // That it counts goes without saying.
      const said = [doubt, counts ? null : effect].filter((one) => typeof one === "string");
      if (said.length > 0)
        modal.warning({
          title: t(typeof doubt === "string" ? "enterprise.amend.doubt" : "enterprise.amend.waits"),
          content: said.map((one) => <p key={one}>{one}</p>),
        });
      onDone(tells?.(written, given));
      await again();
      stay();
      await client.invalidateQueries({ queryKey: ["enterprises"] });
    },
  });
}

interface Amend {
  readonly mutate: (given: Given) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

interface SheetProps extends Pick<Props, "figure" | "before" | "onCancel"> {
  readonly title: string;
  readonly help: string;
  readonly amend: Amend;
  /** What else there is to do where the figure has changed meanwhile. */
  readonly turned?: ReactNode;
  readonly children?: ReactNode;
}

function isUnfolded(target: EventTarget): boolean {
  return target instanceof Element && target.getAttribute("aria-expanded") === "true";
}

function Sheet(props: SheetProps): ReactNode {
  const { title, help, amend, figure, before, turned, onCancel, children } = props;
  const { t } = useTranslation();
  return (
    <Form<Given>
      layout="vertical"
      requiredMark={false}
      className="sheet file-section"
      onFinish={(given) => amend.mutate(given)}
      onKeyDown={(event) => {
        // What was typed goes, and the figure stays; a list that is open closes by itself.
        if (event.key !== "Escape" || isUnfolded(event.target)) return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <h2>{title}</h2>
      <p className="note" style={{ marginBottom: 12 }}>
        {help}
      </p>
      <Meanwhile before={before} now={figure}>
        {turned}
      </Meanwhile>
      {children}
      <Form.Item
        name="reason"
        label={t("enterprise.amend.reason")}
        rules={[{ required: true, whitespace: true, message: t("enterprise.amend.needReason") }]}
      >
        <Input.TextArea rows={2} maxLength={500} showCount autoFocus={children === undefined} />
      </Form.Item>
      {amend.error !== null && <FaultLine problem={problemOf(amend.error)} />}
      <div className="row">
        <Button kind="primary" type="submit" busy={amend.isPending}>
          {t("do.confirm")}
        </Button>
        <Button onClick={onCancel}>{t("do.cancel")}</Button>
      </div>
    </Form>
  );
}

interface Word {
  readonly value: string;
  readonly label: string;
}

/** What a fact may be, where the dictionary lists it. */
function useWords({ fact, kind }: FileFigure): readonly Word[] {
  const { t } = useTranslation();
  const { data } = useQuery(factsQuery);
  // As the server reads them.
  if (kind === "bool")
    return [
      { value: "是", label: t("value.yes") },
      { value: "否", label: t("value.no") },
    ];
  const values = data?.items.find(({ id }) => id === fact)?.values ?? [];
  return values.map((value) => ({ value, label: value }));
}

/** What a correction is instead of: what its source said, or else what counted of another. */
function useReplaced(): (corrected: Corrected, feed: string) => string | undefined {
  const { t } = useTranslation();
  const learnt = useLearnt();
  return ({ was }, feed) => {
    if (was === null) return undefined;
    const { shown, source, since } = was;
    const from = since === null ? "" : t("enterprise.amend.since", { since });
    const said = { shown: shown + from, from: source.feed ?? t("enterprise.figure.byHand") };
    const key = said.from === feed ? "enterprise.amend.replaced" : "enterprise.amend.insteadOf";
    return t(key, { ...said, feed, learnt: learnt(was) });
  };
}

/** Once the sources are known: who is quick would be refused for want of one that is chosen for
 * them a moment later. */
export function Correct(props: Props): ReactNode {
  const { data, error, refetch } = useQuery(feedsQuery);
  if (data !== undefined) return <Correction {...props} feeds={data.items} />;
  if (error === null) return <Skeleton lines={6} />;
  return <FaultLine problem={problemOf(error)} again={() => void refetch()} />;
}

function Correction({ feeds, ...props }: Props & { readonly feeds: readonly Feed[] }): ReactNode {
  const { t } = useTranslation();
  const { of, figure, before, onCancel } = props;
  const replaced = useReplaced();
  const unit = figure.kind === "money" ? "万元" : (figure.unit ?? "");
  const usual = feeds.find(({ title }) => title === figure.stands?.source.feed)?.id;
  const blank = figure.stands === null && figure.others.length === 0;
  const words = useWords(figure);
  const amend = useAmend(
    ({ value, feed, reason }) =>
      correct(of, figure, { value: withUnit(value, unit), feed, reason }),
    props,
    (written, { feed }) => replaced(written, feeds.find(({ id }) => id === feed)?.title ?? feed),
  );
  return (
    <Sheet
      title={t(blank ? "enterprise.amend.state" : "enterprise.amend.correct")}
      help={t(blank ? "enterprise.amend.stateHelp" : "enterprise.amend.correctHelp")}
      {...{ amend, figure, before, onCancel }}
    >
      <Form.Item
        name="value"
        label={figure.name + (unit === "" ? "" : t("aside", { what: unit }))}
        extra={unit === "" ? undefined : t("enterprise.amend.valueHelp", { unit })}
        rules={[{ required: true, whitespace: true, message: t("enterprise.amend.needValue") }]}
      >
        {words.length > 0 ? (
          <Select autoFocus showSearch options={[...words]} />
        ) : (
          <Input autoFocus suffix={unit} />
        )}
      </Form.Item>
      <Form.Item
        name="feed"
        label={t(blank ? "enterprise.amend.stateFeed" : "enterprise.amend.feed")}
        extra={t("enterprise.amend.feedHelp")}
        initialValue={usual}
        rules={[{ required: true, message: t("enterprise.amend.needFeed") }]}
      >
        <Select options={feeds.map(({ id: value, title }) => ({ value, label: title }))} />
      </Form.Item>
    </Sheet>
  );
}

interface SettleProps extends Props {
  readonly said: SourceSaid;
  /** Settles on another statement instead, with what was typed. */
  readonly onSay: (said: SourceSaid) => void;
}

export function Settle(props: SettleProps): ReactNode {
  const { t } = useTranslation();
  const { of, figure, before, said, onSay, onCancel } = props;
  const { stands } = figure;
  const other =
    stands !== null && (stands.origin !== said.origin || stands.line !== said.line)
      ? stands
      : undefined;
  const amend = useAmend(({ reason }) => settle(of, figure, said, reason), props);
  return (
    <Sheet
      title={t("enterprise.amend.settleTo", { shown: said.shown })}
      help={t("enterprise.amend.settleHelp")}
      {...{ amend, figure, before, onCancel }}
      turned={
        other !== undefined && (
          <Button
            small
            onClick={() => {
              onSay(other);
              stay();
            }}
          >
            {t("enterprise.amend.settleNow", { shown: other.shown })}
          </Button>
        )
      }
    />
  );
}

export function Object(props: Props): ReactNode {
  const { t } = useTranslation();
  const { of, figure, before, onCancel } = props;
  const amend = useAmend(({ reason }) => object(of.id, figure, reason), props);
  return (
    <Sheet
      title={t("enterprise.amend.object")}
      help={t("enterprise.amend.objectHelp")}
      {...{ amend, figure, before, onCancel }}
    />
  );
}
