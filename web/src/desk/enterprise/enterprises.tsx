// The register: every enterprise of the zone, found, filtered, sorted, with the columns one needs.
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { queryOf, type EnterprisePage, type Listed } from "../../api/enterprise";
import { problemOf } from "../../api/problem";
import { link } from "../../link";
import type { EnterprisesSearch } from "../../route/search";
import { count } from "../../say";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { Empty, Fault, Skeleton } from "../../ui/faces";
import { usePages } from "../../ui/pages";
import { VirtualTable, type Picked } from "../../ui/table";
import { Title } from "../../ui/title";
import { Export } from "../export";
import { PickedBar } from "../task/picked";
import { columnsOf } from "./columns";
import { Asked, AskedAnswer, Filters } from "./filters";
import { Glance } from "./glance";
import { Picker } from "./picker";
import { questionOf, registerPages, remember, remembered } from "./question";
import { Views } from "./views";

const route = getRouteApi("/desk/enterprises");

export function Enterprises(): ReactNode {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const question = questionOf(search);
  const answers = search.answer?.split(",") ?? [];
  const pages = usePages<Listed, EnterprisePage>(registerPages(question));
  const { head } = pages;
  const columns = useMemo(
    () =>
      columnsOf(head?.columns ?? [], {
        name: t("enterprise.list.name"),
        code: t("enterprise.list.code"),
        away: t("enterprise.list.away"),
      }),
    [head?.columns, t],
  );
  const change = (more: Partial<EnterprisesSearch>, replace = false): void => {
    void navigate({ ...link.enterprises({ ...search, ...more }), replace });
  };
  const open = pages.known.find(({ id }) => String(id) === search.open);
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const chosen = pages.known.filter(({ id }) => keys.has(String(id)));

  return (
    <>
      <Title
        title={t("enterprise.list.title")}
        says={
          <Says
            head={pages.stale ? undefined : head}
            toAway={{ ...search, stay: "left", open: "" }}
          />
        }
      >
        <Views />
        <Picker
          columns={search.columns ?? remembered()}
          onChange={(next) => {
            remember(next);
            change({ columns: next }, true);
          }}
        />
        <Export path="/api/enterprises" query={queryOf(question)} />
      </Title>
      {chosen.length > 0 ? (
        <PickedBar
          abouts={chosen.map(({ id, name }) => ({ enterprise: id, name, reason: "" }))}
          names={chosen.map(({ code, name }) => code ?? name)}
          onClear={() => setKeys(new Set())}
        />
      ) : (
        <div className="row query no-print">
          <Typed value={search.q ?? ""} onChange={(q) => change({ q }, true)} />
          <Filters
            filters={search.filters ?? []}
            onChange={(filters) => change({ filters })}
            onAnswer={(answer) => change({ answer: [...new Set([...answers, answer])].join(",") })}
            onStay={(stay) => change({ stay })}
          />
          {answers.map((answer) => (
            <AskedAnswer
              key={answer}
              answer={answer}
              onDrop={() => change({ answer: answers.filter((one) => one !== answer).join(",") })}
            />
          ))}
          {search.stay !== undefined && (
            <Asked
              what={t(`enterprise.list.stay.${search.stay}`)}
              drop={t("enterprise.list.stay.title")}
              onDrop={() => {
                const { stay: _, ...rest } = search;
                void navigate(link.enterprises(rest));
              }}
            />
          )}
          <Formula value={search.where ?? ""} onChange={(where) => change({ where })} />
        </div>
      )}
      <List
        pages={pages}
        search={search}
        change={change}
        columns={columns}
        picked={{ keys, change: setKeys, named: ({ name }) => name }}
      />
      {answers.length > 0 && <p className="note disclaimer">{t("disclaimer")}</p>}
      <Drawer
        open={open !== undefined}
        width={520}
        title={open?.name ?? ""}
        extra={
          open !== undefined && (
            <Link {...link.enterprise(open.id, whenOf(search))}>
              {t("enterprise.list.openFile")}
            </Link>
          )
        }
        onClose={() => change({ open: "" })}
      >
        {open !== undefined && <Glance id={open.id} />}
      </Drawer>
    </>
  );
}

interface ListProps {
  readonly pages: ReturnType<typeof usePages<Listed, EnterprisePage>>;
  readonly search: EnterprisesSearch;
  readonly change: (more: Partial<EnterprisesSearch>) => void;
  readonly columns: ReturnType<typeof columnsOf>;
  readonly picked: Picked<Listed>;
}

function List({ pages, search, change, columns, picked }: ListProps): ReactNode {
  const { t } = useTranslation();
  if (pages.error !== null) return <Fault problem={problemOf(pages.error)} again={pages.again} />;
  if (pages.pending) return <Skeleton lines={14} />;
  if (pages.total === 0) {
    const { q, filters, where, answer, stay } = search;
    const asked = [q, filters, where, answer, stay].some((one) => one !== undefined);
    return asked ? (
      <Empty what={t("enterprise.list.none")} how={t("enterprise.list.noneHow")} />
    ) : (
      <Empty what={t("enterprise.list.empty")} how={t("enterprise.list.emptyHow")}>
        <Link {...link.imports()}>{t("rail.imports")}</Link>
      </Empty>
    );
  }
  return (
    <VirtualTable
      label={t("enterprise.list.title")}
      columns={columns}
      rows={pages.rows}
      at={pages.at}
      total={pages.total}
      stale={pages.stale}
      list={pages.list}
      rowKey={({ id }) => String(id)}
      picked={picked}
      onReach={pages.reach}
      onOpen={({ id }) => change({ open: String(id) })}
      open={search.open}
      sort={search.sort}
      onSort={(sort) => change({ sort })}
    />
  );
}

interface SaysProps {
  readonly head: EnterprisePage | undefined;
  /** The same question to those who are outside the zone. */
  readonly toAway: EnterprisesSearch;
}

function Says({ head, toAway }: SaysProps): ReactNode {
  const { t } = useTranslation();
  if (head === undefined) return null;
  return (
    <>
      {t("enterprise.list.says", { total: count(head.total) })}
      {head.unknown > 0 && (
        <>
          {t("enterprise.list.and")}
          {t("enterprise.list.unknown", { unknown: count(head.unknown) })}
        </>
      )}
      {head.away > 0 && (
        <>
          {t("enterprise.list.and")}
          <Link className="figure-link" {...link.enterprises(toAway)}>
            {t("enterprise.list.others", { away: count(head.away) })}
          </Link>
        </>
      )}
    </>
  );
}

interface TypedProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What is typed is shown at once; the link and the list follow a moment later. */
function Typed({ value, onChange }: TypedProps): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const wait = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(wait.current), []);
  return (
    <input
      type="search"
      className="field query-find"
      value={typed}
      aria-label={t("enterprise.list.find")}
      placeholder={t("enterprise.list.find")}
      onChange={({ target }) => {
        const next = target.value;
        setTyped(next);
        window.clearTimeout(wait.current);
        wait.current = window.setTimeout(() => onChange(next.trim()), 180);
      }}
    />
  );
}

function Formula({ value, onChange }: TypedProps): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(value !== "");
  if (!open)
    return (
      <Button kind="text" onClick={() => setOpen(true)}>
        {t("enterprise.list.formula")}
      </Button>
    );
  return (
    <label key={value} className="field field-named grow">
      <span className="note">{t("enterprise.list.formula")}</span>
      <input
        type="search"
        autoFocus={value === ""}
        defaultValue={value}
        placeholder={t("enterprise.list.formulaHelp")}
        onKeyDown={({ key, currentTarget }) => {
          if (key === "Enter") onChange(currentTarget.value);
        }}
        onBlur={({ currentTarget }) => {
          if (currentTarget.value !== value) onChange(currentTarget.value);
          if (currentTarget.value === "") setOpen(false);
        }}
      />
    </label>
  );
}
