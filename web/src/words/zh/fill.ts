// The words of lists and forms that are filled in.

export const fillList = {
  title: "名单补列",
  says: "粘贴一份名单，勾选要补的列，得到配好的表",
  names: "名单",
  namesHow: "一行一家：名称、简称或信用代码，可以直接从表格里粘贴",
  columns: "补哪些列",
  match: "匹配",
  counts: "已匹配 {{sure}} 家，请核对 {{check}} 家，有多个候选 {{likely}} 家，未找到 {{none}} 家",
  line: "名单原文",
  found: "匹配到",
  status: { sure: "已匹配", check: "请核对", likely: "多个候选", none: "未找到" },
  export: "导出表格",
  exportHow: "导出的表每格附数据来源；导出记入日志",
  empty: "还没有匹配",
  emptyHow: "在左侧粘贴名单、选好要补的列，再点“匹配”。",
  use: "用这家",
};

export const fillForm = {
  title: "上级报表回填",
  says: "上传空表，自动填入企业库已有的数据；原表的格式、公式不变",
  drop: "把空表拖到这里，或点击选择文件",
  dropHelp: ".xlsx",
  busy: "正在填写",
  firms: "为哪些企业填",
  firmsHelp: "表里已列出企业的不必填；否则写名称或代码，用逗号分开",
  year: "年度",
  yearHelp: "表里没写年度时填哪一年；不填为上一个完整年度",
  colours: "绿色：已填好；黄色：请核对；灰色：没有数据，见下表",
  download: "下载填好的表",
  missing: "没有填上的格",
  where: "位置",
  firm: "企业",
  what: "填报项",
  why: "原因",
  department: "数源部门",
};
