// The words of lists and forms that are filled in.
import type * as chinese from "../zh/fill";

export const fillList: typeof chinese.fillList = {
  title: "Fill a list",
  says: "Paste names, tick columns, get the matched table",
  names: "Names",
  namesHow: "One a line: names, short names or codes, pasted from a sheet",
  columns: "Columns",
  match: "Match",
  counts: "{{sure}} sure, {{check}} to look at, {{likely}} to be chosen, {{none}} not found",
  line: "As pasted",
  result: "Match",
  found: "Matched",
  status: { sure: "sure", check: "look", likely: "choose", none: "not found" },
  export: "Export",
  exportHow: "Each cell has its source; the export is written into the journal",
  empty: "Nothing matched yet",
  emptyHow: "Paste names, choose columns, then match.",
  use: "This one",
};

export const fillForm: typeof chinese.fillForm = {
  title: "Fill a form",
  says: "Send a blank form; what the register knows is filled in, its format and formulas stay",
  drop: "Drop the blank form here, or click to choose it",
  dropHelp: ".xlsx",
  busy: "Filling in",
  again: "Fill in {{name}} again as said above",
  firms: "For whom",
  firmsHelp:
    "Not needed where the form names them; else names or codes, parted by commas or one a line",
  year: "Year",
  yearHelp: "Where the form says none; else the last complete year",
  colours: "Green: filled. Amber: to be looked at. Grey: no data. Why is told below",
  download: "Download",
  missing: "Cells left empty",
  looks: "Cells to be looked at (amber)",
  value: "In the cell",
  where: "Place",
  firm: "Enterprise",
  what: "Item",
  why: "Why",
  department: "Owner",
  send: "Send to the owning departments",
  sendHow: "One task for each enterprise and department; what nobody owns is not sent.",
  sendReason: "Please state {{facts}} (for “{{form}}”)",
  orders: "{{count}} tasks to {{departments}} departments",
};
