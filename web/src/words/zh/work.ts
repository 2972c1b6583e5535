// The words of the first page, tasks, reviews, duplicates, saved queries and changes.

export const home = {
  title: "首页",
  says: "企业库共 {{count}} 家",
  tasks: "要我办的",
  apart: "本岗位不查看企业数据",
  apartHow: "请从左侧进入本岗位的事项，或在右上角切换岗位。",
  noTasks: "没有要办的事项",
  noTasksHow: "在“梯度培育”或一企一档中派单，承办人在这里办结。",
  ladder: "梯度培育",
  conferred: "资质",
  held: "测算符合",
  unclaimed: "测算符合未申报",
  near: "差一项",
  unknown: "待补数据",
  feeds: "数据来源",
  last: "最近导入",
  imports: "{{count}} 次",
  none: "未接入",
  waiting: "待复核",
  waitingSays: "{{count}} 笔导入或更正等待复核",
};

export const task = {
  give: "派单",
  giveFor: "派单：{{name}}",
  reason: "事由",
  department: "承办部门",
  days: "工作日内办结",
  given: "已派单，{{due}} 到期",
  close: "办结",
  closeFor: "办结：{{name}}",
  result: "办理结果",
  closed: "已办结",
  due: "到期日",
  left: "剩 {{count}} 个工作日",
  today: "今日到期",
  late: "超期 {{count}} 个工作日",
  provisional: "暂定期限（放假安排未公布）",
};

export const reviews = {
  title: "待核实",
  waiting: "待复核",
  waitingHow: "涉及资金的数据由第二个人复核后才计入；本人导入的由他人复核。",
  none: "没有待复核的数据",
  what: "导入或更正",
  facts: "指标",
  by: "提交人",
  at: "时间",
  accept: "通过",
  return: "退回",
  reason: "退回意见",
  done: "已记入日志",
  duplicates: "可能重复的企业档案",
  duplicatesHow: "系统只提示，不自动合并；合并可以撤销。",
  noDuplicates: "没有可能重复的档案",
  why: "依据",
  join: "并入",
  joinSays: "把“{{one}}”并入“{{other}}”？",
  merged: "已合并，可撤销",
  correction: "更正",
};

export const views = {
  title: "常用视图",
  save: "保存当前视图",
  name: "视图名称",
  none: "还没有保存的视图",
  saved: "已保存",
};

export const changes = {
  title: "变动",
  says: "与以前比，哪些企业的测算结果变了，为什么",
  policy: "政策或资质",
  wasOn: "与哪一天比",
  known: "只比当日已掌握的数据",
  firm: "企业",
  was: "原来",
  is: "现在",
  why: "原因",
  total: "{{count}} 家有变化",
  none: "没有企业的结果有变化",
  noneHow: "换一个日子或另一项政策。",
  choose: "选择政策和要比较的日子",
  chooseHow: "例如与上月末、上年末比。",
};

export const versions = {
  title: "历次数据",
  counts: "计入",
  waits: "待复核",
  undone: "已撤销",
};
