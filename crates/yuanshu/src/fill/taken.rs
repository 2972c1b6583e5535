//! What is told of how a form was taken, each sentence in both languages.

use crate::say::Both;

pub(super) const NOTHING: [&str; 2] = [
    "没有认出要填的指标：表头或标签里没有指标字典里的指标；可把叫法加进指标的 synonyms，或改用名单补列",
    "nothing to be filled in was found: no heading or label is a fact of the dictionary; add what it is called to the fact's synonyms, or fill a list instead",
];

pub(super) const SEVERAL: [&str; 2] = [
    "可以是几个指标，没有填；请把表头改成其中一个",
    "it may be any of several facts; not filled; name it as one of them",
];

pub(super) const BESIDE: [&str; 2] = [
    "同一行里又是一列企业，从这一列起右边的都没有填；请把右边的表移到左边的下面或另放一张表",
    "the row names an enterprise again: nothing from this column on was filled; put the table on the right below the other or in a sheet of its own",
];

/// A workbook that cannot be read as it is.
pub(super) fn unread(why: &str) -> [String; 2] {
    [
        format!("{why}；请用表格软件另存为 xlsx 后再试"),
        "the workbook cannot be read; save it as xlsx in a spreadsheet program and try again"
            .to_owned(),
    ]
}

pub(super) fn too_long(sheet: &str, most: usize) -> [String; 2] {
    [
        format!("表“{sheet}”超过 {most} 行；请分成几个文件"),
        format!("sheet “{sheet}” has more than {most} rows; split it into several files"),
    ]
}

pub(super) fn unasked(sheet: &str) -> [String; 2] {
    [
        format!("表“{sheet}”没有认出要填的指标，原样保留"),
        format!("sheet “{sheet}”: nothing to be filled in was found; left as it is"),
    ]
}

/// A list of records, which no form is.
pub(super) fn records(sheet: &str, list: &str) -> [String; 2] {
    [
        format!(
            "表“{sheet}”是一行一条{list}的清单，没有填：回填只填一行一家（或一家一年）的表和一家一张的表；要把一家的{list}写在一格里，请改用名单补列，补“{list}”这一列"
        ),
        format!(
            "sheet “{sheet}” is a list of {list}, a row a record: not filled; forms have a row an enterprise (or one of a year), or a sheet an enterprise; to have the {list} of each in one cell, fill a list with the column “{list}”"
        ),
    ]
}

pub(super) fn no_year(sheet: &str, year: i16, how: [&str; 2]) -> [String; 2] {
    let [how_zh, how_en] = how;
    [
        format!("表“{sheet}”没写年度，按 {year} 年填；要别的年度{how_zh}"),
        format!("sheet “{sheet}” says no year: filled for {year}; for another {how_en}"),
    ]
}

pub(super) fn no_firms(sheet: &str, how: [&str; 2]) -> [String; 2] {
    let [how_zh, how_en] = how;
    [
        format!(
            "表“{sheet}”是一家一行，但没有企业：请在企业名称或代码列填好要报的企业再填一次，或{how_zh}名称或代码"
        ),
        format!(
            "sheet “{sheet}” has a row an enterprise and names none: write names or codes in their column and fill it again, or name them {how_en}"
        ),
    ]
}

pub(super) fn of_nobody(sheet: &str, first: u32, rows: usize) -> [String; 2] {
    [
        format!(
            "表“{sheet}”从第 {first} 行起有 {rows} 行写了年度、没有写企业，没有填；请每行写上企业，或把企业名称合并到它的几行"
        ),
        format!(
            "sheet “{sheet}”: from row {first} on {rows} say a year and no enterprise; not filled; write the enterprise in each, or merge its name over its rows"
        ),
    ]
}

/// Nobody knows what is asked for, and what is like it.
pub(super) fn unknown(like: &Both) -> Both {
    Both::told(|tongue| {
        let like = like.of(tongue);
        tongue.say([
            format_args!("不是认识的指标，没有填{like}"),
            format_args!("no fact that is known; not filled{like}"),
        ])
    })
}

pub(super) fn wrong_unit(unit: &str) -> [String; 2] {
    [
        format!("单位“{unit}”不合这个指标，没有填"),
        format!("the unit “{unit}” is not the fact's; not filled"),
    ]
}

/// A line among the rows says another time or unit than the heading and the titles.
pub(super) fn contradicted(line: &str) -> [String; 2] {
    [
        format!("{line}——和表头、标题说的时间或单位不一样，没有填；请改正其中一处"),
        format!(
            "the line “{line}” says another time or unit than the heading and the titles: not filled; mend one of them"
        ),
    ]
}

/// A figure of a part of a year is asked for, in these words.
pub(super) fn of_part(text: &str) -> [String; 2] {
    [
        format!("“{text}”不是全年，登记库只有全年的数，年度指标没有填"),
        format!(
            "“{text}” is no whole year, and the register has figures of whole years only: those were not filled"
        ),
    ]
}

/// A cell asks for a year that is counted from the form's own, and the form says none.
pub(super) fn of_no_year(text: &str) -> [String; 2] {
    [
        format!("“{text}”是哪一年，要看这张表是哪一年的，表里没有写，没有填；请在标题写明年度"),
        format!(
            "which year “{text}” is depends on that of the form, which says none: not filled; write the year in its title"
        ),
    ]
}

/// Of a sheet, by its name.
pub(super) fn in_sheet(sheet: &str, said: &Both) -> Both {
    Both::told(|tongue| {
        let said = said.of(tongue);
        tongue.say([format_args!("表“{sheet}”：{said}"), format_args!("sheet “{sheet}”: {said}")])
    })
}

pub(super) fn unit_assumed(name: &str, unit: &str) -> [String; 2] {
    [
        format!("没有写单位，{name}按 {unit} 填"),
        format!("no unit is written; {name} is filled in {unit}"),
    ]
}

/// Of a cell of a sheet, by its name and text.
pub(super) fn at_cell(sheet: &str, [cell, text]: [&str; 2], said: &Both) -> Both {
    Both::told(|tongue| {
        let said = said.of(tongue);
        tongue.say([
            format_args!("表“{sheet}”{cell}“{text}”{said}"),
            format_args!("sheet “{sheet}”, {cell} “{text}”: {said}"),
        ])
    })
}

/// Of a column of a sheet, counted from 1.
pub(super) fn at_column(sheet: &str, (column, header): (u32, &str), said: &Both) -> Both {
    Both::told(|tongue| {
        let said = said.of(tongue);
        tongue.say([
            format_args!("表“{sheet}”第{column}列“{header}”{said}"),
            format_args!("sheet “{sheet}”, column {column} “{header}”: {said}"),
        ])
    })
}

pub(super) fn whose(how: [&str; 2]) -> [String; 2] {
    let [how_zh, how_en] = how;
    [
        format!("不知道是哪家企业；请在表里写上企业名称或代码，或{how_zh}"),
        format!("nobody knows whose it is; write a name or a code in it, or name it {how_en}"),
    ]
}

/// A form of one firm, and several that were named.
pub(super) fn of_one(sheet: &str, firms: &[String]) -> Both {
    let count = firms.len();
    Both::told(|tongue| {
        let firms = tongue.list(firms);
        tongue.say([
            format_args!(
                "表“{sheet}”一张只填一家，写了 {count} 家：{firms}，没有填；请一家一家地填，各写到一个文件"
            ),
            format_args!(
                "sheet “{sheet}” is of one enterprise, and {count} are named: {firms}; not filled; fill it for one after the other, each into its own file"
            ),
        ])
    })
}

/// A form of one firm that names another than was named beside it.
pub(super) fn other(own: &str, how: [&str; 2], firms: &[String]) -> Both {
    Both::told(|tongue| {
        let (how, firms) = (tongue.of(how), tongue.list(firms));
        tongue.say([
            format_args!("表里写的是 {own}，{how}写的是 {firms}，不是同一家，没有填；请改其中一处"),
            format_args!(
                "the form names {own}, and {how} names {firms}: not the same; not filled; change one of them"
            ),
        ])
    })
}

/// Firms that were named beside a form that names its own and has not these.
pub(super) fn unused(sheet: &str, how: [&str; 2], firms: &[String]) -> Both {
    Both::told(|tongue| {
        let (how, firms) = (tongue.of(how), tongue.list(firms));
        tongue.say([
            format_args!(
                "表“{sheet}”已写了企业，按表里写的填；{how}写的 {firms} 不在表里，没有填：要填的请在表里加一行"
            ),
            format_args!(
                "sheet “{sheet}” names its enterprises and is filled for them; {how} names {firms}, which it has not: add a row for each to be filled"
            ),
        ])
    })
}

/// Some may be meant; each by its name and in what it is like.
pub(super) fn likely(why: &Both, candidates: &[(String, [&'static str; 2])]) -> Both {
    Both::told(|tongue| {
        let told: Vec<String> = candidates
            .iter()
            .map(|(called, why)| format!("{called}{}{}", tongue.of(["，", ", "]), tongue.of(*why)))
            .collect();
        let (why, told) = (why.of(tongue), tongue.list(&told));
        tongue.say([
            format_args!("{why}，没有填：{told}；请写上代码"),
            format_args!("{why}; not filled: {told}; write the code"),
        ])
    })
}

/// What was told of a cell that says who it is.
pub(super) fn at_name(place: &str, said: &str, why: &Both) -> Both {
    let some = !said.is_empty();
    Both::told(|tongue| {
        let said = tongue.say([format_args!("“{said}”："), format_args!("“{said}”: ")]);
        let said = if some { said.as_str() } else { "" };
        format!("{place} {said}{}", why.of(tongue))
    })
}

/// How many cells of a form were filled, to be looked at, and left.
pub(super) fn counts(firms: usize, [filled, check, grey]: [usize; 3], on: base::Day) -> Both {
    Both::from([
        format!(
            "{firms} 家企业：绿色填好 {filled} 格，黄色待核 {check} 格，灰色缺 {grey} 格（数据截至 {on}）"
        ),
        format!(
            "{firms} {}: {filled} green cells filled, {check} yellow ones to be checked, {grey} grey ones missing (data as of {on})",
            if firms == 1 { "enterprise" } else { "enterprises" }
        ),
    ])
}
