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
  held: "Met",
  unclaimed: "Met, not claimed",
  near: "One step",
  unknown: "Data missing",
  feeds: "Feeds",
  last: "Last import",
  imports: "{{count}} imports",
  none: "not connected",
  waiting: "Waiting for review",
  waitingSays: "{{count}} imports or corrections wait for a second person",
};

export const task: typeof chinese.task = {
  give: "Give a task",
  giveFor: "Task: {{name}}",
  reason: "Why",
  department: "Department",
  days: "working days",
  given: "Given, due on {{due}}",
  close: "Close",
  closeFor: "Close: {{name}}",
  result: "Result",
  closed: "Closed",
  due: "Due",
  left: "{{count}} working days left",
  today: "due today",
  late: "{{count}} working days late",
  provisional: "provisional (holidays are not announced)",
};

export const reviews: typeof chinese.reviews = {
  title: "To be settled",
  waiting: "Waiting for review",
  waitingHow: "Figures that move money count once a second person has looked.",
  none: "Nothing waits",
  what: "Import or correction",
  facts: "Facts",
  by: "By",
  at: "When",
  accept: "Accept",
  return: "Return",
  reason: "Why it is returned",
  done: "Written into the journal",
  duplicates: "Likely duplicates",
  duplicatesHow: "Only proposed, never merged by itself; a merge can be undone.",
  noDuplicates: "No likely duplicates",
  why: "Why",
  join: "Merge",
  joinSays: "Merge “{{one}}” into “{{other}}”?",
  merged: "Merged; it can be undone",
  correction: "Correction",
};

export const views: typeof chinese.views = {
  title: "Views",
  save: "Save this view",
  name: "Name",
  none: "No views yet",
  saved: "Saved",
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
  total: "{{count}} changed",
  none: "Nobody's answer changed",
  noneHow: "Try another day or policy.",
  choose: "Choose a policy and a day",
  chooseHow: "Such as the end of last month or last year.",
};

export const versions: typeof chinese.versions = {
  title: "All that was said",
  counts: "counts",
  waits: "waits",
  undone: "undone",
};
