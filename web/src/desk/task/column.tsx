// The column of a table whose button makes a task about its row.
import { Button } from "../../ui/button";
import type { Column } from "../../ui/table";

export function giveColumn<Item>(label: string, give: (item: Item) => void): Column<Item> {
  return {
    id: "task",
    title: label,
    width: 84,
    cell: (item, stop) => (
      <Button
        small
        tabIndex={stop}
        onClick={(event) => {
          event.stopPropagation();
          give(item);
        }}
      >
        {label}
      </Button>
    ),
  };
}
