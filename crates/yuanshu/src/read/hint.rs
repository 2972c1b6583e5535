//! The sentences of remarks on sheets, each in both languages: how a cell was taken, what to do.
//!
//! Names of facts and units come from packs, whose language is one: they stand in the English as
//! they are.

pub(super) mod heading;
pub(super) mod period;

use std::fmt::Display;

use zone::say::Both;

/// What is said of a cell.
pub(super) const FORMULA_FAILED: [&str; 2] = [
    "公式出错，按待补数据处理；请改正公式或填入数值",
    "the formula failed: taken as missing; mend it, or write the value",
];
pub(super) const FORMULA_UNCOUNTED: [&str; 2] = [
    "公式没有存下结果；请用表格软件打开并保存一次，或填入数值",
    "the formula was saved without its result; open and save the file in a spreadsheet program, or write the value",
];
pub(super) const NOT_FOR_SHEETS: [&str; 2] =
    ["此项不能由表格填写", "this cannot be said by a sheet"];
pub(super) const NOTHING: [&str; 2] =
    ["按待补数据理解；确为零请填 0", "taken as missing; write 0 where it is zero"];
pub(super) const NONE: [&str; 2] = [
    "“无”按待补数据理解；数值确为零请填 0",
    "“无” (none) is taken as missing; write 0 where it is zero",
];
pub(super) const NOT_A_SHARE: [&str; 2] = [
    "此列不是比例，单元格却是百分比格式",
    "the column is no share, and the cell is formatted as a percentage",
];
pub(super) const DAY_FOR_NUMBER: [&str; 2] = [
    "此格是日期格式，不是数值；请改为常规格式并核对数值",
    "the cell is formatted as a day, not as a number; change its format and check the number",
];
pub(super) const NUMBER: [&str; 2] = [
    "应为数值；请只填数字，单位写在表头",
    "a number is wanted; write the figure alone, and its unit in the heading",
];
/// The same where there is no heading.
pub(super) const FIGURE: [&str; 2] = [
    "应为数值，单位写在数的后面，例如 1200.5 万元",
    "a number is wanted, with its unit behind it, such as 1200.5 万元",
];
pub(super) const TOO_LARGE: [&str; 2] =
    ["数值太大，无法读取；请核对单位", "the number is too large to be read; check its unit"];
pub(super) const TOO_LARGE_HERE: [&str; 2] = [
    "数值太大，与同列的小数位放不到一起",
    "the number is too large to stand beside the decimals of its column",
];
pub(super) const SPAN: [&str; 2] = [
    "应为整数的期限；请只填数字",
    "a whole number of days or months is wanted; write the figure alone",
];
pub(super) const YES_OR_NO: [&str; 2] = ["应填“是”或“否”", "“是” (yes) or “否” (no) is wanted"];
pub(super) const LONG_NUMBER: [&str; 2] = [
    "长数字被表格软件改成了数值，末几位已丢失；请把单元格设为文本后重新填写",
    "a spreadsheet program took the long digits for a number and lost the last of them; format the cell as text and write them again",
];
pub(super) const DAY: [&str; 2] =
    ["应为到日的日期，如 2019-05-01", "a whole day is wanted, such as 2019-05-01"];
pub(super) const LIST_IN_CELL: [&str; 2] = [
    "清单请用单独的工作表填写，一条一行；没有的填“无”",
    "a list has a sheet of its own, a row a record; write “无” where there are none",
];

/// Full-width characters, and as what they were read.
pub(super) fn full_width(read: impl Display) -> [String; 2] {
    [format!("全角字符，按 {read} 理解"), format!("full-width characters, read as {read}")]
}

/// Of two units, the cell's and the column's.
pub(super) fn other_kind([own, column]: [&str; 2]) -> [String; 2] {
    [
        format!("单位“{own}”与此列的单位“{column}”不是一类"),
        format!("the unit “{own}” is of another kind than the column's, “{column}”"),
    ]
}

pub(super) fn unit_in_cell(unit: &str) -> [String; 2] {
    [format!("按单元格里的单位“{unit}”理解"), format!("read in the cell's own unit, “{unit}”")]
}

pub(super) fn rounded(yuan: &str) -> [String; 2] {
    [format!("不足一分，四舍五入为 {yuan} 元"), format!("less than a fen: rounded to {yuan} 元")]
}

/// A value that is none of those that may be chosen.
pub(super) fn choose(values: &[String]) -> Both {
    /// More are not read.
    const MOST: usize = 8;
    let few = values.get(..MOST).unwrap_or(values);
    Both::told(|tongue| {
        let more = if values.len() > MOST { tongue.of([" 等", " and more"]) } else { "" };
        let few = tongue.list(few);
        tongue.say([
            format_args!("不是此项的可选值；可填：{few}{more}"),
            format_args!("none of the values that there are: {few}{more}"),
        ])
    })
}

pub(super) fn read_as(value: &str) -> [String; 2] {
    [format!("按“{value}”理解"), format!("read as “{value}”")]
}

pub(super) fn unclear(value: &str) -> [String; 2] {
    [
        format!("不知道是不是“{value}”，按种类不明的一条存；是的请写“{value}”，不是的请换个说法"),
        format!(
            "it may mean “{value}” or not: kept as one of unknown kind; write “{value}” if it does, else say it otherwise"
        ),
    ]
}

pub(super) fn serial_day(day: impl Display) -> [String; 2] {
    [
        format!("按表格软件的日期序号理解为 {day}"),
        format!("read as {day}, by the numbers that spreadsheet programs count days with"),
    ]
}

/// A day that has not come.
pub(crate) fn to_come(today: base::Day) -> [String; 2] {
    [
        format!("晚于今天（{today}），这一天还没有到；请核对年份"),
        format!("after today ({today}): that day has not come; check the year"),
    ]
}

pub(super) fn points(most: impl Display) -> [String; 2] {
    [format!("应在 0 到 {most} 分之间"), format!("0 to {most} points are wanted")]
}

/// What is said of who a row is of.
pub(super) const CODE_FORMULA: [&str; 2] = [
    "代码是公式且没有结果，此行暂存未用；请填入代码",
    "the code is a formula without a result; the row is kept aside; write the code",
];
pub(super) const WORDS_FOR_CODE: [&str; 2] = [
    "这里是文字，不是代码；代码列和名称列像是填反了，或者是表外的一行；此行暂存未用",
    "these are words and no code: the columns of codes and names may be swapped, or the row may not belong to the table; it is kept aside",
];
pub(super) const NO_FIRM: [&str; 2] = [
    "此行没有代码也没有企业名称，暂存未用",
    "the row has neither a code nor a name of an enterprise; it is kept aside",
];
pub(super) const NAMES_ONLY: [&str; 2] = [
    "各表都没有能用的统一社会信用代码，按企业名称区分企业；请补上代码",
    "no sheet has a code that can be used: enterprises are told apart by name; add the codes",
];
pub(super) const NAME_UNKNOWN: [&str; 2] = [
    "没有代码，有代码的表里也没有这个名称，此行暂存未用；请补上代码",
    "there is no code, and no sheet with codes has the name; the row is kept aside; add the code",
];

/// A code that a spreadsheet took for a number.
pub(crate) const LOST: [&str; 2] = [
    "代码被表格软件变成了数字，末几位已丢失，无法还原；请把该列设为文本后重新填写",
    "a spreadsheet program took the code for a number and lost its last digits for good; format the column as text and write the codes again",
];

/// The same of a whole row.
pub(super) fn lost() -> [String; 2] {
    let [zh, en] = LOST;
    [format!("{zh}，此行暂存未用"), format!("{en}; the row is kept aside")]
}

pub(super) fn miscoded(fault: &base::code::CodeFault) -> [String; 2] {
    [format!("{}；此行暂存未用", fault.zh()), format!("{}; the row is kept aside", fault.en())]
}

/// Several enterprises of the register have borne a name.
pub(super) fn borne_by(count: usize, codes: &[String]) -> Both {
    Both::told(|tongue| {
        let codes = tongue.list(codes);
        tongue.say([
            format_args!(
                "没有代码，而登记库里有 {count} 家企业用过这个名称（{codes}），此行暂存未用；请补上代码"
            ),
            format_args!(
                "there is no code, and {count} enterprises of the register have borne the name ({codes}); the row is kept aside; add the code"
            ),
        ])
    })
}

/// A name has several codes.
pub(super) fn several_codes(codes: &[&str]) -> Both {
    Both::told(|tongue| {
        let codes = tongue.list(codes);
        tongue.say([
            format_args!("没有代码，而这个名称有多个代码（{codes}），此行暂存未用；请补上代码"),
            format_args!("there is no code, and the name has several ({codes}); the row is kept aside; add the code"),
        ])
    })
}

pub(super) fn other_name(other: &str) -> [String; 2] {
    [
        format!("同一代码同一年度的另一处名称是“{other}”；请核对代码"),
        format!("elsewhere the same code of the same year is named “{other}”; check the code"),
    ]
}

/// What is said of rows, and of what stands beside the table.
pub(super) const MERGED: [&str; 2] = [
    "合并单元格的数值只算在第一行；请拆分后逐行填写",
    "the figure of merged cells counts for their first row only; split them and write it in each row",
];
pub(super) const SPLIT: [&str; 2] = [
    "此行比表头多出几格，像是数字里的逗号把一格分成了几格，此行暂存未用；请去掉逗号，或给这样的数加上引号",
    "the row has more cells than the heading, as if commas within figures had split them; it is kept aside; leave the commas out, or put such figures in quotes",
];
pub(super) const FAR: [&str; 2] = [
    "远离表格的单元格，未读；多余的请删除",
    "a cell far from the table, not read; delete it if it is not needed",
];
pub(super) const TOTAL: [&str; 2] =
    ["合计行，未作企业数据", "a row of totals, not taken as an enterprise"];
pub(super) const REMARK: [&str; 2] =
    ["表尾说明，未作企业数据", "a remark below the table, not taken as an enterprise"];
pub(super) const NO_ROWS: [&str; 2] =
    ["只有表头，下面没有数据行", "there is a heading and no row below it"];
pub(super) const EMPTY_RECORD: [&str; 2] = [
    "只有企业没有内容，未作记录；没有的请填“无”",
    "the row names an enterprise and nothing else: no record; write “无” where there is none",
];
pub(super) const SAME_RECORD: [&str; 2] = [
    "与前面的一条记录完全相同，只取一条",
    "the very same as a record before: one of them is taken",
];
pub(super) const NO_KIND: [&str; 2] = [
    "没有写是哪一种资质，这一条没有导入；请加一列“种类”（如 高新技术企业），或在表名、标题里写明",
    "nothing says which title it is, and the record was not taken; add a column 种类 (such as 高新技术企业), or say it in the sheet's name or title",
];
/// A list whose title says that those in it do not hold what it names.
pub(super) fn not_conferred(word: &str) -> [String; 2] {
    [
        format!(
            "表名或标题里有“{word}”，不是已认定的名单，这一条没有导入；确是已认定的，从表名、标题里去掉“{word}”再导入；取消的，改那一条的到期日"
        ),
        format!(
            "the sheet's name or title says “{word}”: this is no list of those who hold it, and the record was not taken; if it is, take that word out; for what was withdrawn, correct its last day"
        ),
    ]
}
pub(super) const SIDE_BY_SIDE: [&str; 2] = [
    "同一行里又是一列企业，从这一列起右边的都没有读；右边是另一些企业的，请移到左边的表下面或另放一张表；还是同一家的，删去这一列再导入",
    "the row names an enterprise again: nothing from this column on was read; put a table of others below the first or in a sheet of its own, or remove this column where it is the same one",
];
pub(super) const FIRMS_ACROSS: [&str; 2] = [
    "这里是另一家企业的代码：一列一家的横表没有读；请改成一行一家（选中整张表，复制，选择性粘贴里勾选“转置”）",
    "the code of another firm: a sheet with a column for each firm is not read; make it a row for each (copy it and paste it transposed)",
];
/// What all records of a sheet are, as it says itself.
pub(super) fn kind_titled(kind: &str) -> [String; 2] {
    [
        format!("没有写种类的各条，按表名或标题当作“{kind}”；不是的请加一列“种类”写明"),
        format!(
            "records that do not say their kind are taken for “{kind}”, by the sheet's name or title; add a column 种类 where they are not"
        ),
    ]
}
/// A row says by a text that its enterprise does not hold what the list is of.
pub(super) fn lost_by(text: &str) -> [String; 2] {
    [
        format!(
            "这一行写着“{text}”，没有当作已认定的：仍有效的，请删去这句话；被撤销的，到期日写撤销日的前一日"
        ),
        format!(
            "the row says “{text}” and was not taken as conferred: remove that where it is held still; where it was taken away, write the day before as its last"
        ),
    ]
}
/// A remark below a list says that some of it hold nothing.
pub(super) fn lost_below(word: &str) -> [String; 2] {
    [
        format!(
            "表下的说明提到“{word}”，上面的各行却都当作已认定的读了：请照它改名单（加“状态”列或删去那几家）再导入"
        ),
        format!(
            "the remark below the list says “{word}”, and all rows above were taken as conferred: mend the list by it (a column 状态, or without those) and bring it in again"
        ),
    ]
}
/// A sheet names enterprises and says nothing of them, but what they are in its name or title.
pub(super) fn names_alone(kind: &str) -> [String; 2] {
    [
        format!(
            "除了企业，没有一列能读，没有当作“{kind}”的名单：是已认定的名单的，请加一列“资质称号”，每行写“{kind}”，有证书编号、认定日、到期日的也各加一列，再导入"
        ),
        format!(
            "no column but those of the enterprises can be read, and nobody was taken to hold “{kind}”: where these were conferred it, add a column 资质称号 that says “{kind}” in each row, and columns 证书编号, 认定日 and 到期日 where they are known"
        ),
    ]
}
pub(super) const NO_KIND_OF_TITLE: [&str; 2] = [
    "不是资质的名称，按种类不明的一条存；没有资质的请填“无”",
    "no name of a title: kept as one of unknown kind; write “无” where there is none",
];
pub(super) const LIST_TWICE: [&str; 2] = [
    "此企业的清单在另一张表里也有，两处的记录都算在内",
    "another sheet has records of the same list and enterprise: those of both are taken",
];
pub(super) const UNKNOWN_JUDGEMENT: [&str; 2] =
    ["不是认识的评审项目，未读", "no judgement that is known; not read"];

pub(super) const HEADER_AGAIN: [&str; 2] =
    ["重复的表头，此行未作数据", "the heading again, not taken as data"];

pub(super) fn other_header(row: u32) -> [String; 2] {
    [
        format!(
            "第{row}行又是一个表头，和上面的不一样：这一行以下没有读；请把两张表分到两个工作表里"
        ),
        format!(
            "row {row} is another heading, unlike the one above: nothing from it on is read; put the two tables on two sheets"
        ),
    ]
}

pub(super) fn headless(column: u32) -> [String; 2] {
    [format!("第{column}列没有表头，未读"), format!("column {column} has no heading; not read")]
}

pub(super) fn merged_with(line: u32) -> [String; 2] {
    [
        format!("与第{line}行是同一企业同一年度，没有矛盾，两行已合并"),
        format!(
            "of the same enterprise and year as row {line}, without contradiction: the two are joined"
        ),
    ]
}

pub(super) fn repeated(line: u32) -> [String; 2] {
    [
        format!("与第{line}行重复（同一企业同一年度），只取一行"),
        format!("repeats row {line} (same enterprise, same year): one of them is taken"),
    ]
}

/// Why two cells cannot both be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// Two say something else.
    Two,
    /// Some did before.
    Before,
}

/// Cells that do not agree.
pub(super) fn clash(how: Clash, other: &str) -> [String; 2] {
    match how {
        Clash::Two => [
            format!("与 {other} 不一致，待核实；两处都未采用，按待补数据处理"),
            format!(
                "does not agree with {other}, to be verified; neither is used: taken as missing"
            ),
        ],
        Clash::Before => [
            format!("此项从 {other} 起已经不一致，待核实；各处都未采用，按待补数据处理"),
            format!(
                "from {other} on the cells do not agree, to be verified; none is used: taken as missing"
            ),
        ],
    }
}

pub(super) fn older(count: u32) -> [String; 2] {
    [
        format!("此项有 {count} 处各年填的不同，测算取最近一年的；存入登记库的，各年的都留着"),
        format!(
            "the years differ in {count} places: answers take the last year's; a register keeps all"
        ),
    ]
}

pub(super) fn less_final(count: u32) -> [String; 2] {
    [
        format!(
            "此项有 {count} 处同一年写了几个阶段的数，取更终的（汇缴、审计、年报先于快报、预计）"
        ),
        format!(
            "in {count} places one year is said in several stages: the more final is taken (settled, audited and annual before flash and forecast)"
        ),
    ]
}

/// What is said of years and stages.
pub(super) const STAGE: [&str; 2] = [
    "不是数据阶段，没有导入这一行；请填 预计、快报、年报、审计 或 汇缴，或在导入方案里把这一列的 fact 写成 \"\"",
    "this is no stage, and the row was not taken; write 预计 (forecast), 快报 (flash), 年报 (annual), 审计 (audited) or 汇缴 (settled), or leave the column out in the plan by fact = \"\"",
];
pub(super) const YEAR: [&str; 2] = [
    "应为会计年度，如 2021；季度、月份的数不能当作年度数，此行暂存未用",
    "a fiscal year is wanted, such as 2021; figures of quarters and months are none of years; the row is kept aside",
];
pub(super) const DASH_FOR_YEAR: [&str; 2] = [
    "没有写年度，按表名或标题的年度理解",
    "no year is written: that of the sheet's name or title is taken",
];
pub(super) const NO_ROW_YEAR: [&str; 2] = [
    "这一行没有写年度，年度数没有读；请在年度列写明年份",
    "the row says no year: its figures of years are not read; write the year in the column of years",
];

pub(super) fn year_suffix(year: i16) -> [String; 2] {
    [
        format!("按 {year} 年理解；年度列只填数字即可"),
        format!("read as {year}; the digits alone are enough"),
    ]
}

pub(super) fn last_day(year: i16) -> [String; 2] {
    [
        format!("写的是年末日期，按 {year} 年理解"),
        format!("the last day of a year is written: read as {year}"),
    ]
}

pub(super) fn other_year(of_sheet: i16) -> [String; 2] {
    [
        format!("表名或标题是 {of_sheet} 年，此行写的是另一年；各行以自己的年度为准"),
        format!(
            "the sheet's name or title says {of_sheet} and the row another year; each row is of its own year"
        ),
    ]
}

pub(super) fn two_years(year: i16) -> [String; 2] {
    [
        format!("表名和标题写的年份不同，按 {year} 年理解；请核对"),
        format!("the sheet's name and title say different years: read as {year}; check it"),
    ]
}

/// What is said of sheets as a whole.
pub(super) const AMBIGUOUS_LIST: [&str; 2] = [
    "各列可以是几种清单，未读；请把表名改为清单的名称，如“知识产权”",
    "the columns may be of several lists; not read; name the sheet after its list, such as “知识产权”",
];
pub(super) const NO_IDENTITY: [&str; 2] = [
    "表头里没有“统一社会信用代码”或“企业名称”列，无法知道各行是哪家企业，本表未读",
    "no heading is “统一社会信用代码” or “企业名称”: nobody knows of whom the rows are; the sheet is not read",
];
pub(super) const NO_HEADER: [&str; 2] =
    ["没有找到认识的表头，本表未读", "no heading that is known was found; the sheet is not read"];
pub(super) const OWN_ANSWERS: [&str; 2] = [
    "这是本程序写的测算结果，不是填报的表，未读",
    "these are answers that this program wrote, and no sheet that was filled in; not read",
];
pub(super) const HIDDEN: [&str; 2] =
    ["隐藏的工作表，未读；要读请取消隐藏", "a hidden sheet, not read; unhide it to have it read"];
pub(super) const ALL_EMPTY: [&str; 2] =
    ["里面的表都是空的，没有读到什么", "all its sheets are empty: nothing was read"];

pub(super) fn no_such_sheet(wanted: &str, names: &[&str]) -> Both {
    Both::told(|tongue| {
        let names = tongue.list(names);
        tongue.say([
            format_args!("没有名为“{wanted}”的工作表；有：{names}"),
            format_args!("there is no sheet “{wanted}”; there are: {names}"),
        ])
    })
}

pub(super) fn too_many_cells(most: u64) -> [String; 2] {
    [
        format!("单元格超过 {} 万个，以后的行未读；请分批处理", most / 10_000),
        format!(
            "there are more than {most} cells: the rows beyond are not read; bring the file in parts"
        ),
    ]
}
