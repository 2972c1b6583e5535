// The journal: who did what and when, last first, and whether every link holds.
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import {
  journalSource,
  lineQuery,
  verifyJournal,
  type JournalLine,
  type JournalPage,
} from "../../api/journal";
import { officersQuery } from "../../api/people";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import { ACTS, type Act, type JournalSearch } from "../../route/search";
import { count, moment } from "../../say";
import { kept } from "../../search";
import { Button } from "../../ui/button";
import { useClear } from "../../ui/clear";
import { DayInput } from "../../ui/day";
import { Drawer } from "../../ui/drawer";
import { Empty, Fault, FaultLine, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Column } from "../../ui/table";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { useMay, useSession } from "../session";

const route = getRouteApi("/desk/journal");

export function Journal(): ReactNode {
  const { t } = useTranslation();
  const { open, who, act, from, until } = route.useSearch();
  const asked = kept<Asked>({ who, act, from, until });
  const navigate = useNavigate();
  const pages = usePages<JournalLine, JournalPage>(journalSource(asked));
  const said = useAct();
  const verify = useMutation({ mutationFn: verifyJournal });
  const columns: readonly Column<JournalLine>[] = [
    { id: "line", title: t("journal.line"), width: 72, numeric: true, cell: ({ id }) => id },
    {
      id: "at",
      title: t("journal.at"),
      width: 148,
      cell: ({ at }) => <span className="num">{moment(at)}</span>,
    },
    { id: "act", title: t("journal.act"), width: 160, cell: ({ act: done }) => said(done) },
    {
      id: "sentence",
      title: t("journal.sentence"),
      width: 720,
      cell: ({ sentence }) => sentence,
    },
  ];
  const shown = useOpen(open, pages.rows, !pages.pending);
  const show = (next?: string): void =>
    void navigate(link.journal(kept<JournalSearch>({ ...asked, open: next })));
  return (
    <>
      <Title
        title={t("journal.title")}
        says={
          pages.head === undefined || pages.stale ? "" : t("journal.says", { count: pages.total })
        }
      >
        <Button busy={verify.isPending} onClick={() => verify.mutate()}>
          {t("journal.verify")}
        </Button>
        <Export path="/api/journal" query={asked} act="read-journal" />
      </Title>
      {verify.error !== null && <FaultLine problem={problemOf(verify.error)} />}
      {verify.data !== undefined && (
        <Verdict lines={verify.data.lines} broken={verify.data.broken} />
      )}
      <Narrow asked={asked} />
      {pages.error !== null && <Fault problem={problemOf(pages.error)} again={pages.again} />}
      {pages.pending && <Skeleton lines={14} />}
      {pages.head !== undefined && pages.total === 0 && (
        <Empty what={t("journal.none")} how={t("journal.noneHow")} />
      )}
      {pages.total > 0 && (
        <VirtualTable
          label={t("journal.title")}
          columns={columns}
          rows={pages.rows}
          total={pages.total}
          stale={pages.stale}
          list={pages.list}
          rowKey={({ id }) => String(id)}
          onReach={pages.reach}
          onOpen={({ id }) => show(String(id))}
          open={open}
        />
      )}
      <Drawer
        open={shown !== undefined}
        width={520}
        title={shown === undefined ? "" : t("enterprise.file.line", { line: shown.id })}
        onClose={() => show()}
      >
        {shown !== undefined && <Whole line={shown} />}
      </Drawer>
    </>
  );
}

/** The line that is open: in the list as far as it was read, else asked for alone. */
function useOpen(
  open: string | undefined,
  rows: readonly JournalLine[],
  ready: boolean,
): JournalLine | undefined {
  const id = Number(open);
  const listed = rows.find((line) => line.id === id);
  const asks = ready && listed === undefined && Number.isSafeInteger(id) && id > 0;
  const alone = useQuery({ ...lineQuery(id), enabled: asks }).data?.items;
  return listed ?? (asks ? alone?.find((line) => line.id === id) : undefined);
}

type Asked = Omit<JournalSearch, "open" | "on" | "known">;

interface NarrowProps {
  readonly asked: Asked;
}

/** Whose lines, of what, between which days: all of it in the link. */
function Narrow({ asked }: NarrowProps): ReactNode {
  const { t } = useTranslation();
  const clear = useClear();
  const navigate = useNavigate();
  const { today } = useSession();
  const said = useAct();
  const { people } = useNames();
  const change = (more: { [K in keyof Asked]: Asked[K] | undefined }): void =>
    void navigate(link.journal(kept<JournalSearch>({ ...asked, ...more })));
  const say = (text: string): void => {
    const who = text.trim() === "" ? undefined : text.trim();
    if (who !== asked.who) change({ who });
  };
  return (
    <div className="row query">
      <input
        key={asked.who}
        type="search"
        className="field query-find"
        list="journal-people"
        aria-label={t("journal.who")}
        placeholder={t("journal.who")}
        defaultValue={asked.who}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") say(currentTarget.value);
        }}
        onBlur={({ currentTarget }) => say(currentTarget.value)}
      />
      <datalist id="journal-people">
        {people.map(({ code, name }) => (
          <option key={code} value={name ?? code}>
            {code}
          </option>
        ))}
      </datalist>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        allowClear={clear(t("journal.act"))}
        style={{ width: 200 }}
        aria-label={t("journal.act")}
        placeholder={t("journal.anyAct")}
        value={asked.act}
        onChange={(act: Act | undefined) => change({ act })}
        options={ACTS.map((act) => ({ value: act, label: said(act) }))}
      />
      <label className="row">
        {t("journal.from")}
        <DayInput
          label={t("journal.from")}
          value={asked.from}
          max={asked.until ?? today}
          onChange={(from) => change({ from })}
        />
      </label>
      <label className="row">
        {t("journal.until")}
        <DayInput
          label={t("journal.until")}
          value={asked.until}
          max={today}
          onChange={(until) => change({ until })}
        />
      </label>
    </div>
  );
}

/** All that the journal keeps of a line. */
function Whole({ line }: { readonly line: JournalLine }): ReactNode {
  const { t } = useTranslation();
  const said = useAct();
  const { named } = useNames();
  return (
    <dl className="passport">
      <dt>{t("journal.sentence")}</dt>
      <dd>{line.sentence}</dd>
      <dt>{t("journal.at")}</dt>
      <dd>{moment(line.at)}</dd>
      <dt>{t("journal.operator")}</dt>
      <dd>
        {named(line.operator)} <span className="note">{line.operator}</span> · {line.department}
      </dd>
      <dt>{t("journal.act")}</dt>
      <dd>
        {said(line.act)} <span className="note">{line.act}</span>
      </dd>
      <dt>{t("journal.detail")}</dt>
      <dd>
        <pre className="rule">{JSON.stringify(line.detail, null, 2)}</pre>
      </dd>
      <dt>{t("journal.hash")}</dt>
      <dd className="num">{line.hash}</dd>
    </dl>
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
function useNames() {
  const may = useMay("read-staff");
  const people = useQuery({ ...officersQuery, enabled: may }).data?.items ?? [];
  const named = (operator: string): string =>
    people.find(({ code }) => code === operator)?.name ?? operator;
  return { people, named };
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
      {broken.join(t("semicolon"))}
    </p>
  );
}
