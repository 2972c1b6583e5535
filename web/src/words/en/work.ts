// The words of the first page, tasks, reviews, duplicates, saved queries and changes.
import type * as chinese from "../zh/work";

export const home: typeof chinese.home = {
  title: "Home",
  says: "{{count}} enterprises in the register",
  tasks: "Mine to do",
  apart: "This post does not see enterprises",
  apartHow: "What it is for is on the left; another post can be taken at the top right.",
  noTasks: "Nothing to do",
  noTasksHow: "Tasks are given from the ladder or a firm's file and closed here.",
  ladder: "Ladder",
  conferred: "Title",
  held: "Recognised",
  unclaimed: "Met, not claimed",
  near: "One step",
  unknown: "Data missing",
  feeds: "Feeds",
  imports: "{{count}} imports",
  none: "not connected",
  waiting: "Waiting for review",
  waitingSays: "{{count}} imports or corrections wait for a second person",
  headline: "Headline figures",
  headlineSays: "Sums over the zone, by year",
  noTarget: "no target set",
  target: "target of {{year}} {{value}}",
  reached: "reached",
  notStated: "nobody states the year yet",
  passed: "year passed {{share}}",
  yearOn: "on the year before",
  sameFirms: "over the same {{count}} enterprises",
  noYearOn: "nothing to compare with",
  upTo: "as of {{day}}",
  stated: "{{known}} stated, {{unknown}} missing",
};

export const own: typeof chinese.own = {
  none: "This account has no enterprise yet",
  noneHow:
    "Ask the zone: the security administrator sets the reach of the post to your enterprise.",
  within: "What you may apply for, and what is one step away",
  withinNone:
    "By what is known, no title or policy is met or one step away; once the data below are given, it is found out again.",
  wanted: "Data you are asked for",
  wantedNone: "Nothing is asked for.",
  how: "With these, more policies can be decided. Report them on the form of the department that owns them; where a figure is wrong, object to it in the file.",
  papers: "Titles and certificates that run out within a year",
  papersNone: "None run out within a year, or their last days are not registered.",
};

export const task: typeof chinese.task = {
  give: "Assign",
  giveFor: "Task: {{name}}",
  reason: "Why",
  department: "Department",
  days: "working days",
  close: "Close",
  closeFor: "Close: {{name}}",
  result: "Result",
  done: "Tasks that are done",
  closed: "Closed",
  left: "{{count}} working days left",
  today: "due today",
  late: "{{count}} working days late",
  provisional: "provisional (holidays are not announced)",
  many: "{{count}} enterprises",
  perFirm: "One task for each enterprise",
  sent: "{{count}} given, due on {{due}}",
  sending: "Giving tasks, {{done}} of {{count}}",
  stopped: "{{done}} were given, the others were not: ",
};

export const reviews: typeof chinese.reviews = {
  title: "To be settled",
  waiting: "Waiting for review",
  waitingHow: "Figures that move money count once a second person has looked.",
  none: "Nothing waits",
  what: "Import or correction",
  facts: "Facts",
  by: "By",
  accept: "Accept",
  return: "Return",
  reason: "Why it is returned",
  done: "Written into the journal",
  duplicates: "Likely duplicates",
  duplicatesHow: "Only proposed, never merged by itself; a merge can be undone.",
  noDuplicates: "No likely duplicates",
  join: "Merge",
  joinSays: "Merge “{{one}}” into “{{other}}”?",
  merged: "Merged; it can be undone",
  part: "Undo the merge",
  partSays: "Undo the merge, so that “{{name}}” is a file of its own again?",
  parted: "The merge is undone",
  correction: "Correction",
  own: "Yours: another person looks",
  hidden: "Sensitive: not shown",
};

export const views: typeof chinese.views = {
  title: "Views",
  save: "Save this view",
  name: "Name",
  none: "No views yet",
};

export const changes: typeof chinese.changes = {
  title: "Changes",
  says: "Whose answer changed since another day, and why",
  policy: "Policy or title",
  wasOn: "Compared with",
  known: "As known on that day",
  firm: "Enterprise",
  was: "Was",
  is: "Is",
  why: "Why",
  editions: "Edition: {{was}} → {{is}}",
  total: "{{count}} changed",
  none: "Nobody's answer changed",
  noneHow: "Try another day or policy.",
  choose: "Choose a policy and a day",
  chooseHow: "Such as the end of last month or last year.",
};

export const versions: typeof chinese.versions = {
  title: "All that was said",
  waits: "waits",
  undone: "undone",
};
