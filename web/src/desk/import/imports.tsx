// Bringing sheets in: send one, go on with those that wait, undo what was brought in before.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { address } from "../../api/client";
import {
  draftsQuery,
  importsSource,
  undoImport,
  upload,
  type DraftShown,
  type Imported,
  type ImportedPage,
} from "../../api/draft";
import { feedsQuery } from "../../api/content";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { count } from "../../say";
import { Button } from "../../ui/button";
import { Drop } from "../../ui/drop";
import { Empty, Fault, FaultLine, Skeleton } from "../../ui/faces";
import { More } from "../../ui/more";
import { usePages, type Pages } from "../../ui/pages";
import { Reason } from "../../ui/reason";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useLearnt } from "../learnt";
import { useMay } from "../session";
import { useWrite } from "../write";
import { Waiting } from "./waiting";
import "./import.css";

export function Imports(): ReactNode {
  const { t } = useTranslation();
  const may = useMay("import-facts");
  // What waits stands above what was, and comes no later.
  const drafts = useQuery({ ...draftsQuery, enabled: may });
  const feeds = useQuery(feedsQuery);
  const pages = usePages<Imported, ImportedPage>(importsSource);
  // Once asked it stays so: what failed is asked again by who shows it.
  const known = (!may || drafts.isFetched) && feeds.isFetched;
  return (
    <>
      <Title title={t("imports.title")} says={t("imports.says")}>
        <Export path="/api/imports" />
      </Title>
      <div className="stack">
        {may && <Upload />}
        {may && known && <Waiting />}
        {known ? <Past may={may} pages={pages} /> : <Skeleton lines={12} />}
      </div>
    </>
  );
}

function Upload(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  // Those that did not go yet, so that nobody has to look for them again.
  const [left, setLeft] = useState<readonly File[]>([]);
  const feeds = useQuery(feedsQuery).data?.items;
  const drafts = useQuery(draftsQuery).data;
  const room = drafts === undefined ? undefined : drafts.most - drafts.items.length;
  const [many, setMany] = useState(0);
  const send = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const sent: DraftShown[] = [];
      for (const [at, file] of files.entries()) {
        setLeft(files.slice(at));
        sent.push(await upload(file, setShare));
      }
      setLeft([]);
      return sent;
    },
    onSuccess: ([first, ...others]) =>
      first !== undefined && others.length === 0
        ? navigate(link.draft(String(first.id)))
        : undefined,
    onSettled: () => client.invalidateQueries(draftsQuery),
  });
  const busy = send.isPending
    ? t("imports.sending", { name: left[0]?.name ?? "", share: Math.floor(share * 100) })
    : undefined;
  const departments = [...new Set((feeds ?? []).map(({ department }) => department))];
  const sourceless = feeds?.length === 0 ? t("imports.sourceless") : undefined;
  const closed = room === 0 ? t("imports.full", { most: drafts?.most }) : sourceless;
  return (
    <div>
      <Drop
        title={t("imports.drop")}
        help={t(sourceless === undefined ? "imports.dropHelp" : "imports.sourcelessHow")}
        closed={closed}
        accept=".xlsx,.xlsm,.xls,.csv,.tsv,.txt"
        busy={busy}
        share={share}
        many
        onFiles={(files) => {
          const over = room !== undefined && files.length > room;
          setMany(over ? files.length : 0);
          if (!over) send.mutate(files);
        }}
      />
      {many > 0 && room !== undefined && (
        <p role="alert" className="mark-no">
          {t("imports.tooMany", { count: many, room })}
        </p>
      )}
      {drafts !== undefined && drafts.items.length > 0 && (
        <p className="note">
          {t("imports.room", { count: drafts.items.length, most: drafts.most })}
        </p>
      )}
      {send.error !== null && (
        <>
          <FaultLine problem={problemOf(send.error)} />
          {left.length > 0 && (
            <p className="row query">
              {t("imports.unsent", { count: left.length, name: left[0]?.name ?? "" })}
              <Button small onClick={() => send.mutate(left)}>
                {t("imports.goOn")}
              </Button>
            </p>
          )}
        </>
      )}
      {departments.length > 0 && drafts !== undefined && (
        <p className="note templates">
          {t("imports.template")}
          {departments.map((department) => (
            <a key={department} href={address("/api/templates.xlsx", { set: department })} download>
              {department}
            </a>
          ))}
        </p>
      )}
    </div>
  );
}

interface PastProps {
  readonly may: boolean;
  readonly pages: Pages<Imported, ImportedPage>;
}

function Past({ may, pages }: PastProps): ReactNode {
  const { t } = useTranslation();
  const learnt = useLearnt();
  const [undoing, setUndoing] = useState<Imported>();
  const items = pages.rows;
  const feeds = useQuery(feedsQuery).data?.items ?? [];
  return (
    <section className="sheet file-section figures-scroll">
      <h2>
        {t("imports.past")}
        {pages.head !== undefined && <small className="num">{count(pages.total)}</small>}
      </h2>
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={6} />}
      {pages.head !== undefined && items.length === 0 && (
        <Empty what={t("imports.none")} how={t("imports.noneHow")} />
      )}
      {items.length > 0 && (
        <table className="plain stacks">
          <thead>
            <tr>
              <th>{t("imports.file")}</th>
              <th>{t("imports.feed")}</th>
              <th className="num">{t("draft.error")}</th>
              <th className="num">{t("draft.warning")}</th>
              <th>{t("imports.line")}</th>
              <th>{t("imports.state")}</th>
              <th>
                <span className="out-of-sight">{t("table.acts")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>{one.name}</td>
                <td data-name={t("imports.feed")}>
                  {feeds.find(({ id }) => id === one.feed)?.title ?? one.feed}
                </td>
                <td className="num" data-name={t("draft.error")}>
                  {one.errors === null ? "—" : count(one.errors)}
                </td>
                <td className="num" data-name={t("draft.warning")}>
                  {one.warnings === null ? "—" : count(one.warnings)}
                </td>
                <td className="note day" data-name={t("imports.line")}>
                  {learnt(one)}
                </td>
                <td data-name={t("imports.state")}>
                  {one.undone === null ? (
                    t("imports.counted")
                  ) : (
                    <span className="tag tag-plain">{t("imports.undone")}</span>
                  )}
                </td>
                <td>
                  {may && one.undone === null && (
                    <Button small onClick={() => setUndoing(one)}>
                      {t("imports.undo")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More pages={pages} />
      {undoing !== undefined && (
        <Undo key={undoing.id} one={undoing} onDone={() => setUndoing(undefined)} />
      )}
    </section>
  );
}

function Undo({ one, onDone }: { readonly one: Imported; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation();
  const undo = useWrite((reason: string) => undoImport(one.id, reason), {
    says: () => t("imports.undone"),
    onDone,
  });
  return (
    <Reason
      title={`${t("imports.undo")}${t("colon")}${one.name}`}
      does={t("imports.undo")}
      asks={t("imports.undoReason")}
      danger
      sent={undo}
      onCancel={onDone}
    >
      <p>{t("imports.undoHow")}</p>
    </Reason>
  );
}
