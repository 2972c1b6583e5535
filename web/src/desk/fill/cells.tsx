// The cells of a form that a person should look at, or that stand empty: a line each, and each whole
// beside the list.
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Lacking, Looked } from "../../api/fill";
import { Drawer } from "../../ui/drawer";
import { VirtualTable, type Column } from "../../ui/table";

type Told = Pick<Lacking, "sheet" | "cell" | "firm" | "what" | "why">;

/** A column, and what stands in it in full. */
interface Part<T> extends Omit<Column<T>, "cell"> {
  readonly says: (cell: T) => string;
}

/** What both lists of cells say: where, whose, what, and why. */
function useTold(): readonly [Part<Told>, Part<Told>, Part<Told>, Part<Told>] {
  const { t } = useTranslation();
  return [
    { id: "where", title: t("fillForm.where"), width: 132, says: placeOf },
    { id: "firm", title: t("fillForm.firm"), width: 220, says: ({ firm }) => firm },
    { id: "what", title: t("fillForm.what"), width: 200, says: ({ what }) => what },
    { id: "why", title: t("fillForm.why"), width: 280, grows: true, says: ({ why }) => why },
  ];
}

const placeOf = ({ sheet, cell }: Told): string => `${sheet} ${cell}`;
const keyOf = (cell: Told): string => `${placeOf(cell)}:${cell.firm}`;

interface CellsProps<T extends Told> {
  readonly title: string;
  readonly parts: readonly Part<T>[];
  readonly cells: readonly T[];
  readonly children?: ReactNode;
}

/** A list of cells with its name; a line is cut to its column, and read whole beside the list. */
function Cells<T extends Told>({ title, parts, cells, children }: CellsProps<T>): ReactNode {
  const [opened, setOpened] = useState<T>();
  if (cells.length === 0) return null;
  const columns = parts.map(({ says, ...column }): Column<T> => ({
    ...column,
    cell: (cell) => <span title={says(cell)}>{says(cell)}</span>,
  }));
  return (
    <>
      <h3>{title}</h3>
      {children}
      <div className="vtable-short" style={{ height: Math.min(360, 44 + cells.length * 36) }}>
        <VirtualTable
          label={title}
          columns={columns}
          rows={cells}
          total={cells.length}
          rowKey={keyOf}
          open={opened === undefined ? undefined : keyOf(opened)}
          onOpen={setOpened}
        />
      </div>
      <Drawer
        open={opened !== undefined}
        width={480}
        title={opened === undefined ? "" : placeOf(opened)}
        onClose={() => setOpened(undefined)}
      >
        {opened !== undefined && (
          <dl className="passport">
            {parts.map(({ id, title: name, says }) => (
              <div key={id} style={{ display: "contents" }}>
                <dt>{name}</dt>
                <dd>{says(opened)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Drawer>
    </>
  );
}

export function Looks({ cells }: { readonly cells: readonly Looked[] }): ReactNode {
  const { t } = useTranslation();
  const [where, firm, what, why] = useTold();
  const value: Part<Looked> = {
    id: "value",
    title: t("fillForm.value"),
    width: 132,
    says: (cell) => (cell.value === "" ? "—" : cell.value),
  };
  const parts = [where, firm, what, value, why];
  return <Cells title={t("fillForm.looks")} parts={parts} cells={cells} />;
}

interface MissingProps {
  readonly cells: readonly Lacking[];
  readonly children: ReactNode;
}

export function Missing({ cells, children }: MissingProps): ReactNode {
  const { t } = useTranslation();
  const department: Part<Lacking> = {
    id: "department",
    title: t("fillForm.department"),
    width: 212,
    says: (cell) => cell.department,
  };
  const parts = [...useTold(), department];
  return (
    <Cells title={t("fillForm.missing")} parts={parts} cells={cells}>
      {children}
    </Cells>
  );
}
