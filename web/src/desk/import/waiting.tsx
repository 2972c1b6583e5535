// Files that were sent and not kept yet: what each would bring, kept or thrown away together.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { draftsQuery, throwAway, type DraftShown } from "../../api/draft";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { bytes, count } from "../../say";
import { Button } from "../../ui/button";
import { FaultLine } from "../../ui/faces";
import { useWrite } from "../write";
import { keepAll } from "./batch";
import { each } from "./each";
import { useArrives, useFar } from "./far";
import { LeftOver } from "./left";
import { readyOf, sumOf } from "./ready";
import { asksWhence, Whence, Whences } from "./whence";

export function Waiting(): ReactNode {
  const { t } = useTranslation();
  const query = useQuery(draftsQuery);
  const drafts = [...(query.data?.items ?? [])].sort((one, other) => one.id - other.id);
  const asking = drafts.filter(asksWhence);
  // What is under way with those that were there goes on, and says what comes of it.
  const fault = query.error !== null && (
    <FaultLine problem={problemOf(query.error)} again={() => void query.refetch()} />
  );
  if (drafts.length === 0) return fault;
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("imports.waiting")}
        <small className="num">{count(drafts.length)}</small>
      </h2>
      {fault}
      <Together drafts={drafts} />
      <Whences asking={asking} />
      <table className="plain stacks">
        <thead>
          <tr>
            <th>{t("imports.file")}</th>
            <th>{t("imports.feed")}</th>
            <th className="num">{t("imports.firms")}</th>
            <th className="num">{t("draft.new")}</th>
            <th className="num">{t("draft.changed")}</th>
            <th className="num">{t("imports.atOdds")}</th>
            <th className="num">{t("draft.error")}</th>
            <th className="num">{t("draft.warning")}</th>
            <th>
              <span className="out-of-sight">{t("table.acts")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <Row key={draft.id} draft={draft} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ draft }: { readonly draft: DraftShown }): ReactNode {
  const { t } = useTranslation();
  const far = useFar();
  const arrives = useArrives();
  const { id, name, looked, failed, state } = draft;
  const file = (
    <td>
      <Link {...link.draft(String(id))}>{name}</Link>{" "}
      <span className="note num">{bytes(draft.bytes)}</span>
    </td>
  );
  if (looked === null)
    return (
      <tr>
        {file}
        <td colSpan={7}>
          {state === "reading" && <span role="status">{far(draft.progress)}</span>}
          {state === "arriving" && <span role="status">{arrives(draft)}</span>}
          {state === "accepting" && <span role="status">{t("draft.accepting")}</span>}
          {asksWhence(draft) && <Whence draft={draft} />}
          {failed !== null && !asksWhence(draft) && <span className="mark-no">{failed}</span>}
        </td>
        <td className="waiting-acts">{state === "failed" && <Throw id={id} />}</td>
      </tr>
    );
  const { counts } = looked;
  const figures: readonly (readonly [string, number])[] = [
    [t("imports.firms"), looked.enterprises],
    [t("draft.new"), counts.new],
    [t("draft.changed"), counts.changed],
    [t("imports.atOdds"), counts.at_odds],
    [t("draft.error"), looked.errors],
    [t("draft.warning"), looked.warnings],
  ];
  return (
    <tr>
      {file}
      <td data-name={t("imports.feed")}>
        {looked.feed_title}
        {looked.before !== null && (
          <div className="mark-near">{t("imports.before", { id: looked.before })}</div>
        )}
      </td>
      {figures.map(([of, value]) => (
        <td key={of} className="num" data-name={of}>
          {count(value)}
        </td>
      ))}
      <td>
        <Throw id={id} />
      </td>
    </tr>
  );
}

/** It is one's own, and one has the file: it is not asked again. */
function Throw({ id }: { readonly id: number }): ReactNode {
  const { t } = useTranslation();
  const drop = useWrite(() => throwAway(String(id)), {
    says: () => t("draft.thrown"),
    touches: ["drafts"],
  });
  return (
    <>
      <Button small busy={drop.isPending} onClick={() => drop.mutate()}>
        {t("draft.throw")}
      </Button>
      {drop.error !== null && <FaultLine problem={problemOf(drop.error)} />}
    </>
  );
}

/** One word for all: what they would bring together, keeping them, throwing them away. */
function Together({ drafts }: { readonly drafts: readonly DraftShown[] }): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const [far, setFar] = useState({ done: 0, count: 0 });
  const ready = readyOf(drafts);
  const left = drafts.length - ready.length;
  const sum = sumOf(ready);
  const says = t("imports.sum", {
    new: sum.new,
    changed: sum.changed,
    confirmed: sum.confirmed,
    odd: sum.at_odds,
  });
  const again = (): Promise<void> => client.invalidateQueries(draftsQuery);
  const onKept = (done: number): void => {
    setFar({ done, count: ready.length });
    // It counts, whatever comes of those after it.
    void client.invalidateQueries();
  };
  const keep = useWrite(() => keepAll(ready, onKept), {
    says: (many) => t("imports.kept", { count: many }),
  });
  const drop = useWrite(() => each(drafts, ({ id }) => throwAway(String(id))), {
    says: () => t("draft.thrown"),
    touches: ["drafts"],
  });
  const why = ready.length === 0 ? t("imports.noneReady") : undefined;
  const stands = keep.isPending || keep.error !== null || drop.error !== null;
  if (drafts.length < 2 && !stands) return null;
  return (
    <>
      <div className="row query">
        <span className="grow together">{ready.length > 0 && says}</span>
        <Button
          busy={drop.isPending}
          onClick={() =>
            modal.confirm({
              title: t("imports.throwAll", { count: drafts.length }),
              onOk: () => drop.mutateAsync().catch(again),
            })
          }
        >
          {t("imports.throw")}
        </Button>
        <Button
          kind="primary"
          busy={keep.isPending}
          closed={why}
          onClick={() =>
            modal.confirm({
              title: t("imports.keepAll", { count: ready.length }),
              content: says,
              onOk: () => {
                setFar({ done: 0, count: ready.length });
                return keep.mutateAsync().catch(again);
              },
            })
          }
        >
          {t("imports.keep", { count: ready.length })}
        </Button>
      </div>
      {left > 0 && <p className="note">{t("imports.left", { count: left })}</p>}
      {keep.isPending && <p role="status">{t("imports.keeping", far)}</p>}
      {keep.error !== null && <p>{t("imports.stopped", { done: far.done })}</p>}
      <LeftOver error={keep.error} />
      <LeftOver error={drop.error} there={drafts} />
    </>
  );
}
