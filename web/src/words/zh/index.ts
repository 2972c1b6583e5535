// All Chinese words.
import { about, facts, journal, ladder } from "./data";
import { door } from "./door";
import { enterprise } from "./enterprise";
import { frame } from "./frame";
import { draft, fillForm, fillList, imports } from "./import";
import { policy } from "./policy";

export const zh = {
  ...frame,
  door,
  enterprise,
  policy,
  ladder,
  facts,
  journal,
  about,
  draft,
  fillForm,
  fillList,
  imports,
};
