//! The pages about everybody: 说明, 汇总, 数据问题, 列的理解.

use super::book::{Cell, Head};
use super::xlsx::Basis;
use crate::read::{Facts, Fault, Understood};
use crate::say::{self, Tongue};
use zone::policy::{Question, Sum, Window};

/// The columns of 说明.
pub(super) fn note_heads() -> Vec<Head> {
    vec![Head::new("说明", 22), Head::new("内容", 110)]
}

/// What the workbook is, what it rests on, and how it may be used.
pub(super) fn notes(question: &Question<'_>, basis: Basis<'_>) -> Vec<[String; 2]> {
    let Basis { facts, mark } = basis;
    let mut notes: Vec<[String; 2]> = Vec::new();
    let mut note = |key: &str, text: String| notes.push([key.to_owned(), text]);
    if let Some(mark) = mark {
        note("注意", mark.to_owned());
    }
    note("性质", format!("政策测算结果。{}。", say::NOTE));
    note("金额", format!("{}。", say::AMOUNTS_NOTE));
    note("测算日", format!("{}：年度数据取此前的完整会计年度。", question.table.on));
    note("范围", format!("企业 {}；政策 {} 项。", say::firms(question), question.asked.len()));
    note("结果", "测算符合：按所给数据全部条件满足；不符合：至少一条不满足；不适用：政策不面向这类企业；待补数据：缺的数会改变结果；需人工审核：要由人评判，或数字未与原文核对。".to_owned());
    note(
        "划型评分金额",
        "划型、评分和金额测算没有符合不符合：算得出来的，记在测算符合一列。".to_owned(),
    );
    note("已认定", "已认定（有公布文件的称号）与测算符合是两件事，分开列示。".to_owned());
    note("差距", format!("{}。", say::CLOSED_NOTE));
    note("空白", "没有填报的数按待补数据处理，不当作零。".to_owned());
    for asked in &question.asked {
        note("政策", policy(asked.policy, asked.window));
    }
    for file in facts.map(files).unwrap_or_default() {
        note("数据文件", file);
    }
    for (wanted, other) in &question.stand_ins {
        let [wanted, other] = [wanted, other].map(|fact| question.name(*fact));
        note("替代口径", format!("{wanted}没有填报的，用{other}代替；用到的结果都有注明"));
    }
    for years in facts.into_iter().filter_map(|facts| facts.say_years(question.table.on)) {
        note("年度", years);
    }
    notes
}

fn policy(policy: &pack::Policy, window: Window) -> String {
    let from = policy.days.from.map_or(String::new(), |day| format!("{day} 起"));
    let until = policy.days.until.map_or(String::new(), |day| format!("至 {day}"));
    let status = say::status(policy.status, Tongue::Chinese)
        .map_or(String::new(), |mark| format!("；{mark}"));
    let checked = policy.checked.map_or(String::new(), |day| format!("，{day} 核对"));
    let memory = if policy.decision.clauses.iter().any(|clause| clause.memory) {
        "；有条款的数字凭记忆，最多到需人工审核"
    } else {
        ""
    };
    let window = say::window(window, Tongue::Chinese);
    format!(
        "{}（{}）：适用 {from}{until}{status}{checked}{memory}；{window}",
        policy.title, policy.id
    )
}

fn files(facts: &Facts) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    let places = facts.understood.iter().map(|understood| &understood.place);
    let remarked = facts.remarks.iter().map(|remark| &remark.place);
    for place in places.chain(remarked) {
        if !files.iter().any(|file| **file == *place.file) {
            files.push(place.file.to_string());
        }
    }
    files
}

/// The columns of 列的理解.
pub(super) fn column_heads() -> Vec<Head> {
    let columns = [
        ("文件", 28),
        ("表", 24),
        ("列", 10),
        ("表头", 32),
        ("理解为", 32),
        ("单位", 10),
        ("年度", 24),
    ];
    columns.map(|(title, width)| Head::new(title, width)).to_vec()
}

/// How a column of a sheet was taken.
pub(super) fn column(understood: &Understood) -> Vec<Cell> {
    let years: Vec<String> = understood.years.iter().map(i16::to_string).collect();
    vec![
        Cell::text(&*understood.place.file),
        Cell::text(&*understood.place.sheet),
        Cell::text(&understood.column),
        Cell::text(&understood.header),
        Cell::text(&understood.fact),
        Cell::text(understood.unit.unwrap_or_default()),
        Cell::text(years.join("、")),
    ]
}

/// The columns of 汇总.
pub(super) fn sum_heads() -> Vec<Head> {
    let columns = [
        ("政策", 40),
        ("编号", 26),
        ("类型", 10),
        ("适用版本", 12),
        ("来源状态", 10),
        ("申报", 16),
        ("测算符合", 10),
        ("不符合", 10),
        ("不适用", 10),
        ("待补数据", 10),
        ("需人工审核", 12),
        ("测算符合未申报", 16),
        ("已认定但测算不符合", 18),
        ("各类企业", 30),
    ];
    columns.map(|(title, width)| Head::new(title, width)).to_vec()
}

/// A row a policy.
pub(super) fn sums(question: &Question<'_>, sum: &Sum) -> Vec<Vec<Cell>> {
    let rows = question.asked.iter().zip(&sum.policies).map(|(asked, tally)| {
        let policy = asked.policy;
        let mut row = vec![
            Cell::text(&policy.title),
            Cell::text(&policy.id),
            Cell::text(say::kind(policy.kind, Tongue::Chinese)),
            policy.days.from.map_or(Cell::Blank, Cell::Day),
            Cell::text(say::status(policy.status, Tongue::Chinese).unwrap_or("官方原件")),
            Cell::text(say::window(asked.window, Tongue::Chinese)),
        ];
        let counts = [tally.yes, tally.no, tally.outside, tally.unknown, tally.person];
        row.extend(counts.map(Cell::Count));
        let differences = [tally.unclaimed.len(), tally.unsupported.len()];
        let titled = policy.confers.is_some();
        row.extend(differences.map(|count| if titled { Cell::Count(count) } else { Cell::Blank }));
        row.push(Cell::long(tally.say_classes()));
        row
    });
    rows.collect()
}

/// The columns of 数据问题.
pub(super) fn remark_heads() -> Vec<Head> {
    let columns = [
        ("文件", 28),
        ("表", 20),
        ("单元格", 10),
        ("级别", 8),
        ("种类", 22),
        ("内容", 24),
        ("说明", 80),
    ];
    columns.map(|(title, width)| Head::new(title, width)).to_vec()
}

/// Something that the reader remarked.
pub(super) fn remark(fault: &Fault) -> Vec<Cell> {
    vec![
        Cell::text(&*fault.place.file),
        Cell::text(&*fault.place.sheet),
        Cell::text(&fault.place.cell),
        Cell::text(say::level(fault.level)),
        Cell::text(say::remark(fault.kind)),
        Cell::text(&fault.content),
        Cell::long(fault.hint.zh()),
    ]
}
