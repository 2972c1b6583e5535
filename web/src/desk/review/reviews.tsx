// What people must settle: figures that wait for a second person, files that are likely of one firm.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Input, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { problemOf } from "../../api/problem";
import {
  duplicatesQuery,
  merge,
  review,
  waitingQuery,
  type Look,
  type Pair,
  type Waiting,
} from "../../api/work";
import { link } from "../../link";
import { moment } from "../../say";
import { Button } from "../../ui/button";
import { Fault, FaultLine, Skeleton } from "../../ui/faces";
import { notice } from "../../ui/notice";
import { Title } from "../../ui/title";
import { useMay, useSession } from "../session";

export function Reviews(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("merge-enterprises");
  return (
    <>
      <Title title={t("reviews.title")} />
      <div className="stack">
        <Held />
        {may && <Duplicates />}
      </div>
    </>
  );
}

function useWrite<G>(act: (given: G) => Promise<unknown>, word: string, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      notice.done(word);
      onDone?.();
      await client.invalidateQueries();
    },
  });
}

function Held(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("review-facts");
  const { user } = useSession();
  const query = useQuery(waitingQuery);
  const [returning, setReturning] = useState<Waiting>();
  const isOwn = (by: string): boolean => by === user.code || by === user.name;
  const look = useWrite(
    (given: Look) => review(given),
    t("reviews.done"),
    () => setReturning(undefined),
  );
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("reviews.waiting")}
        <small>{t("reviews.waitingHow")}</small>
      </h2>
      {query.error !== null && <Fault problem={problemOf(query.error)} />}
      {query.isPending && <Skeleton lines={5} />}
      {look.error !== null && <FaultLine problem={problemOf(look.error)} />}
      {query.data?.items.length === 0 && <p className="note">{t("reviews.none")}</p>}
      {(query.data?.items ?? []).length > 0 && (
        <table className="plain">
          <thead>
            <tr>
              <th>{t("reviews.what")}</th>
              <th>{t("reviews.facts")}</th>
              <th>{t("reviews.by")}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {(query.data?.items ?? []).map((one) => (
              <tr key={one.line}>
                <td>
                  {one.name ??
                    (one.enterprise === null ? (
                      t("reviews.correction")
                    ) : (
                      <Link {...link.enterprise(one.enterprise)}>{t("reviews.correction")}</Link>
                    ))}
                  <div className="note">
                    {t("enterprise.file.line", { line: one.line })} · {moment(one.at)}
                  </div>
                </td>
                <td>{one.facts.join("、")}</td>
                <td>{one.by}</td>
                <td>
                  {may && isOwn(one.by) && <span className="note">{t("reviews.own")}</span>}
                  {may && !isOwn(one.by) && (
                    <div className="row">
                      <Button
                        small
                        kind="primary"
                        onClick={() => look.mutate({ of: one, outcome: "accepted", reason: "" })}
                      >
                        {t("reviews.accept")}
                      </Button>
                      <Button small onClick={() => setReturning(one)}>
                        {t("reviews.return")}
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {returning !== undefined && (
        <Return
          onCancel={() => setReturning(undefined)}
          onDone={(reason) => look.mutate({ of: returning, outcome: "returned", reason })}
        />
      )}
    </section>
  );
}

interface ReturnProps {
  readonly onCancel: () => void;
  readonly onDone: (reason: string) => void;
}

function Return({ onCancel, onDone }: ReturnProps): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <Modal
      open
      title={t("reviews.return")}
      okButtonProps={{ disabled: reason.trim() === "" }}
      onOk={() => onDone(reason.trim())}
      onCancel={onCancel}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        aria-label={t("reviews.reason")}
        placeholder={t("reviews.reason")}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </Modal>
  );
}

function Duplicates(): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const query = useQuery(duplicatesQuery);
  const join = useWrite(({ one, other }: Pair) => merge(one.id, other.id), t("reviews.merged"));
  const ask = (pair: Pair): void => {
    void modal.confirm({
      title: t("reviews.joinSays", { one: pair.one.name, other: pair.other.name }),
      onOk: () => join.mutate(pair),
    });
  };
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("reviews.duplicates")}
        <small>{t("reviews.duplicatesHow")}</small>
      </h2>
      {query.error !== null && <Fault problem={problemOf(query.error)} />}
      {query.isPending && <Skeleton lines={5} />}
      {join.error !== null && <FaultLine problem={problemOf(join.error)} />}
      {query.data?.items.length === 0 && <p className="note">{t("reviews.noDuplicates")}</p>}
      <table className="plain">
        <tbody>
          {(query.data?.items ?? []).map((pair) => (
            <tr key={`${pair.one.id}:${pair.other.id}`}>
              {[pair.one, pair.other].map(({ id, name, code }) => (
                <td key={id}>
                  <Link {...link.enterprise(id)}>{name}</Link>
                  <div className="note num">{code ?? t("enterprise.file.noCode")}</div>
                </td>
              ))}
              <td className="note">{pair.why}</td>
              <td>
                <div className="row">
                  <Button small onClick={() => ask(pair)}>
                    {t("reviews.join")} →
                  </Button>
                  <Button small onClick={() => ask({ ...pair, one: pair.other, other: pair.one })}>
                    ← {t("reviews.join")}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
