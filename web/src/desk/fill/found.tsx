// Whom each line of a list means: a line each, and who is to be looked at whole beside the list.
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Matched, MatchedItem, MatchStatus } from "../../api/fill";
import { link } from "../../link";
import { whenOf } from "../../search";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { VirtualTable, type Column, type Stop } from "../../ui/table";
import { cellOf } from "../enterprise/columns";

const TAGS = {
  sure: "tag",
  check: "tag tag-near",
  likely: "tag tag-near",
  none: "tag tag-unknown",
} as const;

type Use = (line: string, code: string) => void;

interface FoundProps {
  readonly matched: Matched;
  readonly onUse: Use;
}

export function Found({ matched, onUse }: FoundProps): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const when = whenOf(useSearch({ from: "/desk" }));
  const [opened, setOpened] = useState<MatchedItem>();
  const [sure = 0, check = 0, likely = 0, none = 0] = matched.counts;
  const columns = useColumns(matched, onUse);
  return (
    <>
      <p className="query">{t("fillList.counts", { sure, check, likely, none })}</p>
      <VirtualTable
        label={t("fillList.title")}
        columns={columns}
        rows={matched.items}
        total={matched.items.length}
        rowKey={({ line }) => line}
        open={opened?.line}
        onOpen={(item) => {
          const [one] = item.enterprises;
          if (one !== undefined && item.status === "sure")
            void navigate(link.enterprise(one.id, when));
          else setOpened(item);
        }}
      />
      <Drawer
        open={opened !== undefined}
        width={480}
        title={opened?.line ?? ""}
        onClose={() => setOpened(undefined)}
      >
        {opened !== undefined && (
          <Whole
            item={opened}
            onUse={(line, code) => {
              setOpened(undefined);
              onUse(line, code);
            }}
          />
        )}
      </Drawer>
    </>
  );
}

function useColumns({ columns, items }: Matched, onUse: Use): readonly Column<MatchedItem>[] {
  const { t } = useTranslation();
  const why: Column<MatchedItem> = {
    id: "why",
    title: t("fillList.why"),
    width: 240,
    cell: (item) => <span className="note">{item.why}</span>,
  };
  return [
    {
      id: "line",
      title: t("fillList.line"),
      width: 200,
      pinned: true,
      cell: ({ line }) => <span title={line}>{line}</span>,
    },
    {
      id: "status",
      title: t("fillList.result"),
      width: 96,
      cell: ({ status }) => <Status of={status} />,
    },
    {
      id: "found",
      title: t("fillList.found"),
      width: 300,
      cell: (item, stop) => <Firms item={item} stop={stop} onUse={onUse} />,
    },
    ...(items.some((item) => item.why !== null) ? [why] : []),
    ...columns.map((column, at): Column<MatchedItem> => ({
      ...cellOf(column),
      cell: ({ cells, status }, stop) =>
        status === "sure" || status === "check" ? cellOf(column).cell(cells[at], stop) : null,
    })),
  ];
}

function Status({ of }: { readonly of: MatchStatus }): ReactNode {
  const { t } = useTranslation();
  return <span className={TAGS[of]}>{t(`fillList.status.${of}`)}</span>;
}

interface FirmsProps {
  readonly item: MatchedItem;
  readonly stop: Stop;
  readonly onUse: Use;
}

function Firms({ item, stop, onUse }: FirmsProps): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const { enterprises, status, line } = item;
  const [first] = enterprises;
  if (first === undefined) return null;
  if (status !== "likely")
    return (
      <Link {...link.enterprise(first.id, when)} tabIndex={stop}>
        {first.name}
      </Link>
    );
  return (
    <span onClick={(event) => event.stopPropagation()}>
      {enterprises.slice(0, 3).map(({ id, code, name }) => (
        <Button
          key={id}
          small
          tabIndex={stop}
          title={`${t("fillList.use")} ${code ?? ""}`}
          onClick={() => onUse(line, code ?? name)}
        >
          {name}
        </Button>
      ))}
    </span>
  );
}

/** A line that a person should look at: what came of it, why, and who it may be. */
function Whole({ item, onUse }: { readonly item: MatchedItem; readonly onUse: Use }): ReactNode {
  const { t } = useTranslation();
  const when = whenOf(useSearch({ from: "/desk" }));
  const { line, status, why, enterprises } = item;
  return (
    <dl className="passport">
      <dt>{t("fillList.result")}</dt>
      <dd>
        <Status of={status} />
      </dd>
      {why !== null && (
        <>
          <dt>{t("fillList.why")}</dt>
          <dd>{why}</dd>
        </>
      )}
      {enterprises.map((one) => (
        <div key={one.id} style={{ display: "contents" }}>
          <dt>{t(status === "likely" ? "fillList.maybe" : "fillList.found")}</dt>
          <dd>
            <Link {...link.enterprise(one.id, when)}>{one.name}</Link>
            <div className="note num">{one.code ?? t("enterprise.file.noCode")}</div>
            {one.why !== null && <div className="note">{one.why}</div>}
            {status === "likely" && (
              <Button small onClick={() => onUse(line, one.code ?? one.name)}>
                {t("fillList.use")}
              </Button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
