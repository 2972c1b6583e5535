// The journal: who did what and when, last first, and whether every link holds.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { readJournal, verifyJournal, type JournalLine, type JournalPage } from "../../api/journal";
import { officersQuery } from "../../api/people";
import { problemOf } from "../../api/problem";
import { count, moment } from "../../say";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { Fault, FaultLine, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useMay } from "../session";

const ACTS = [
  "read-sensitive",
  "issue-verdict",
  "export-facts",
  "export-register",
  "import-facts",
  "undo-import",
  "correct-fact",
  "review-facts",
  "settle-fact",
  "object-to-fact",
  "change-enterprise",
  "merge-enterprises",
  "make-task",
  "do-task",
  "keep-accounts",
  "grant-posts",
  "keep-content",
  "keep-store",
  "read-journal",
  "sign-in",
  "sign-out",
  "end-session",
  "take-post",
  "set-password",
  "set-factor",
  "lock-out",
  "accept-invitation",
] as const;

export function Journal(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState<JournalLine>();
  const pages = usePages<JournalLine, JournalPage>({ key: ["journal"], read: readJournal });
  const said = useAct();
  const named = useNames();
  const verify = useMutation({ mutationFn: verifyJournal });
  const columns: readonly Column<JournalLine>[] = [
    { id: "line", title: t("journal.line"), width: 72, numeric: true, cell: ({ id }) => id },
    {
      id: "at",
      title: t("journal.at"),
      width: 148,
      cell: ({ at }) => <span className="num">{moment(at)}</span>,
    },
    { id: "act", title: t("journal.act"), width: 160, cell: ({ act }) => said(act) },
    {
      id: "sentence",
      title: t("journal.sentence"),
      width: 720,
      cell: ({ sentence }) => sentence,
    },
  ];
  return (
    <>
      <Title
        title={t("journal.title")}
        says={pages.head === undefined ? "" : t("journal.says", { count: pages.total })}
      >
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t("journal.verify")}
        </Button>
        <Export path="/api/journal" act="read-journal" />
      </Title>
      {verify.error !== null && <FaultLine problem={problemOf(verify.error)} />}
      {verify.data !== undefined && (
        <Verdict lines={verify.data.lines} broken={verify.data.broken} />
      )}
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={14} />}
      {pages.head !== undefined && (
        <VirtualTable
          label={t("journal.title")}
          columns={columns}
          rows={pages.rows}
          total={pages.total}
          rowKey={({ id }) => String(id)}
          onReach={pages.reach}
          onOpen={setOpen}
          open={open === undefined ? undefined : String(open.id)}
        />
      )}
      <Drawer
        open={open !== undefined}
        width={520}
        title={open === undefined ? "" : t("enterprise.file.line", { line: open.id })}
        onClose={() => setOpen(undefined)}
      >
        {open !== undefined && (
          <dl className="passport">
            <dt>{t("journal.sentence")}</dt>
            <dd>{open.sentence}</dd>
            <dt>{t("journal.at")}</dt>
            <dd>{moment(open.at)}</dd>
            <dt>{t("journal.operator")}</dt>
            <dd>
              {named(open.operator)} <span className="note">{open.operator}</span> ·{" "}
              {open.department}
            </dd>
            <dt>{t("journal.act")}</dt>
            <dd>
              {said(open.act)} <span className="note">{open.act}</span>
            </dd>
            <dt>{t("journal.detail")}</dt>
            <dd>
              <pre className="rule">{JSON.stringify(open.detail, null, 2)}</pre>
            </dd>
            <dt>{t("journal.hash")}</dt>
            <dd className="num">{open.hash}</dd>
          </dl>
        )}
      </Drawer>
    </>
  );
}

/** What was done, in the program's own words; a word that the pages do not know stands as it is. */
function useAct(): (act: string) => string {
  const { t } = useTranslation();
  return (act) => {
    const known = ACTS.find((one) => one === act);
    return known === undefined ? act : t(`journal.acts.${known}`);
  };
}

/** Names by the code that the journal keeps; who may not see people sees the codes. */
function useNames(): (operator: string) => string {
  const may = useMay("read-staff");
  const people = useQuery({ ...officersQuery, enabled: may }).data?.items ?? [];
  return (operator) => people.find(({ code }) => code === operator)?.name ?? operator;
}

function Verdict({
  lines,
  broken,
}: {
  readonly lines: number;
  readonly broken: readonly string[];
}): ReactNode {
  const { t } = useTranslation();
  if (broken.length === 0)
    return <p className="mark-yes query">✓ {t("journal.fine", { lines: count(lines) })}</p>;
  return (
    <p className="mark-no query" role="alert">
      ✗ {t("journal.broken")}
      {broken.join("；")}
    </p>
  );
}
