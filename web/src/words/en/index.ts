// All English words, one for each of the Chinese.
import type { zh } from "../zh";
import { about, facts, journal, ladder } from "./data";
import { door } from "./door";
import { enterprise } from "./enterprise";
import { frame } from "./frame";
import { fillForm, fillList } from "./fill";
import { draft, imports } from "./import";
import { people } from "./people";
import { policy } from "./policy";
import { changes, disputes, home, objections, own, reviews, task, versions, views } from "./work";

export const en: typeof zh = {
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
  people,
  changes,
  disputes,
  objections,
  home,
  own,
  reviews,
  task,
  versions,
  views,
};
