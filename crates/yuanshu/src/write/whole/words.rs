//! What the tables of an export and their columns are called, and what is to be known of them.

use store::Piece;

/// Tables: the name in the database, the Chinese one, what a row is.
const TABLES: &[(&str, &str, &str)] = &[
    ("journal", "日志", "一笔操作：谁、哪天、做了什么"),
    ("identity", "企业名录", "一件关于企业是谁的事：建档、代码、名称、迁入迁出、合并"),
    ("import", "导入", "一次导入"),
    ("undo", "撤销", "一次撤销的导入"),
    ("origin", "出处", "一列数据的出处：文件、工作表、列、指标、年度、来源、阶段、口径"),
    ("statement", "数据", "一个数，按基本单位（金额为元）；出处见“出处”表同号的行"),
    ("review", "复核", "一次复核"),
    ("settlement", "核定", "一次核定：不一致的数以哪个为准"),
    ("objection", "异议", "一条异议"),
    ("pack_text", "政策文本", "出具判定时用到的一个政策文件"),
    ("pack_file", "政策包", "出具判定时的一套政策包里有哪些文件"),
    ("verdict", "判定", "一次出具的判定"),
    ("staff", "岗位", "一件关于岗位的事：设岗、任职、交接、代办"),
    ("task", "任务", "一件关于任务的事：下达、办结"),
    ("motion", "提请", "管理员之间的一次提请或答复"),
    ("person", "人员", "一个人"),
    ("saved", "常用查询", "一个保存的查询"),
];

/// Columns: the name in the database, the Chinese one.
const COLUMNS: &[(&str, &str)] = &[
    ("id", "编号"),
    ("seq", "日志第几笔"),
    ("at", "时间（协调世界时，加 8 小时为北京时间）"),
    ("said_at", "操作的电脑上的时间"),
    ("operator", "操作人"),
    ("department", "部门"),
    ("act", "事项"),
    ("detail", "内容"),
    ("digest", "内容摘要"),
    ("hash", "摘要"),
    ("subject", "企业编号"),
    ("change", "变动"),
    ("value", "值"),
    ("day", "日期"),
    ("other", "另一企业编号"),
    ("name", "名称"),
    ("content", "文件摘要"),
    ("shape", "表式摘要"),
    ("plan", "导入方案"),
    ("remarks", "导入时的提醒"),
    ("import", "导入编号"),
    ("reason", "原因"),
    ("file", "文件"),
    ("sheet", "工作表"),
    ("sheet_column", "第几列（从 0 数）"),
    ("sheet_row", "第几行（从 0 数）"),
    ("fact", "指标"),
    ("fiscal_year", "年度"),
    ("since", "从哪一天起"),
    ("feed", "来源"),
    ("stage", "阶段"),
    ("basis", "口径"),
    ("unit", "表上的单位"),
    ("decimals", "小数位数"),
    ("held", "是否要复核"),
    ("origin", "出处编号"),
    ("kind", "类型"),
    ("of_seq", "复核的是日志第几笔"),
    ("outcome", "结论"),
    ("said_seq", "以日志第几笔说的为准"),
    ("said_row", "那一笔的第几行（从 0 数）"),
    ("text", "全文"),
    ("pack_set", "政策包摘要"),
    ("path", "文件路径"),
    ("policies", "政策"),
    ("subjects", "企业"),
    ("as_of", "按哪一天"),
    ("known", "数据到日志第几笔"),
    ("purpose", "用途"),
    ("answer", "答案摘要"),
    ("officer", "人员编号"),
    ("post", "岗位编号"),
    ("client", "接口用户编号"),
    ("holder", "任职人编号"),
    ("until", "到哪一天"),
    ("task", "任务编号"),
    ("about", "事由"),
    ("due", "办结期限"),
    ("provisional", "期限是否暂定"),
    ("result", "结果"),
    ("motion", "提请编号"),
    ("matter", "提请事项"),
    ("token", "凭据摘要"),
    ("login", "登录名"),
    ("phone", "电话"),
    ("query", "查询"),
];

/// What a table is called; its own name where no other is known.
pub(super) fn table(name: &'static str) -> &'static str {
    TABLES.iter().find(|(id, ..)| *id == name).map_or(name, |(_, zh, _)| zh)
}

/// What a column is called; its own name where no other is known.
pub(super) fn column(name: &'static str) -> &'static str {
    COLUMNS.iter().find(|(id, _)| *id == name).map_or(name, |(_, zh)| zh)
}

/// What an export is of.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The zone.
    pub zone: &'a str,
    /// What is to be read beside everything from the register: 示例数据.
    pub mark: Option<&'a str>,
    /// The day.
    pub today: base::Day,
}

impl About<'_> {
    /// The lines of the first page: whose it is, of when, and what each table holds.
    pub(super) fn lines(self) -> Vec<[String; 3]> {
        let line = |one: &str, two: &str, three: &str| [one, two, three].map(str::to_owned);
        let mut lines = vec![line(&format!("{}登记库的全部内容", self.zone), "", "")];
        lines.extend(self.mark.map(|mark| line(mark, "", "")));
        lines.push(line(&format!("导出日期 {}", self.today), "", ""));
        lines.push(line("表", "每行是什么", "数据库里的表名"));
        lines.extend(TABLES.iter().map(|(id, zh, what)| line(zh, what, id)));
        lines
    }
}

/// The page that stands before the tables.
pub(super) const FIRST: &str = "说明";

/// The headings of a table, in the words of people.
pub(super) fn named(piece: Piece<'_>) -> Piece<'_> {
    match piece {
        Piece::Table { name, columns } => {
            Piece::Table { name: table(name), columns: columns.into_iter().map(column).collect() }
        }
        row @ Piece::Row(_) => row,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_and_column_has_words_of_its_own() {
        for table in store::exported() {
            assert_ne!(super::table(table.name), table.name);
            // A body is handed out value by value.
            let columns = table.columns.iter().map(|(name, _)| *name).filter(|id| *id != "body");
            let (ids, named): (Vec<&str>, Vec<&str>) = columns.map(|id| (id, column(id))).unzip();
            let bare = ids.iter().zip(&named).find(|(id, zh)| id == zh);
            assert_eq!(bare, None, "{}", table.name);
            assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), named.len(), "{named:?}");
        }
        let tables: BTreeSet<&str> = TABLES.iter().map(|(_, zh, _)| *zh).collect();
        assert_eq!(tables.len(), store::exported().count());
    }
}
