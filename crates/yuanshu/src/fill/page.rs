//! The sheets of ours in filled lists and forms: sources, what is missing, who was not found.

use std::collections::BTreeMap;

use pack::Shelf;
use rule::fact::FactId;
use zone::enterprise::SubjectId;

use super::answer::{Answer, Clerk};
use super::asked::{Asked, What};
use super::value;
use crate::read::NOT_READ;
use crate::say::{Both, Tongue};
use crate::write::patch::{Page, Put};

/// Whose facts nobody is named for.
const NOBODY: &str = "未定数源部门";
/// What no department hands in.
const WORKED: &str = "测算项（补齐用到的指标即可）";

/// A cell that is filled or not, as the lists of a filled workbook tell of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told<'a> {
    pub(super) sheet: &'a str,
    pub(super) at: (u32, u32),
    pub(super) firm: &'a str,
    pub(super) subject: SubjectId,
    pub(super) asked: &'a Asked,
    pub(super) answer: &'a Answer,
}

/// A figure that is missing, and who should have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The department that answers for it (数源部门).
    pub department: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, by row and column counted from 0.
    pub at: (u32, u32),
    /// Of whom.
    pub firm: String,
    /// The same in the register.
    pub subject: SubjectId,
    /// The fact; none where a policy's answer was asked for.
    pub fact: Option<FactId>,
    /// What, with unit and year; of what is worked out from a list some of whose records say too
    /// little, what these do not say.
    pub heading: String,
    /// Why.
    pub why: Both,
}

impl Missing {
    pub(super) fn of(told: &Told<'_>, shelf: &Shelf) -> Self {
        let owes = told.answer.owes.clone();
        let (fact, heading) = match (owes, &told.asked.what) {
            (Some((list, what)), _) => (Some(list), what),
            (None, What::Fact { fact, .. }) => (Some(*fact), told.asked.heading.clone()),
            (None, What::Code | What::Name | What::Before) => (None, told.asked.heading.clone()),
        };
        Self {
            department: fact.map_or_else(|| NOBODY.to_owned(), |fact| department(fact, shelf)),
            sheet: told.sheet.to_owned(),
            at: told.at,
            firm: told.firm.to_owned(),
            subject: told.subject,
            fact,
            heading,
            why: told.answer.why.clone(),
        }
    }
}

/// A cell that a person should look at (待核), and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The sheet.
    pub sheet: String,
    /// The cell, by row and column counted from 0.
    pub at: (u32, u32),
    /// Of whom.
    pub firm: String,
    /// The same in the register.
    pub subject: SubjectId,
    /// What, with unit and year.
    pub heading: String,
    /// What stands in it; empty where nothing does.
    pub value: String,
    /// Why.
    pub why: Both,
}

impl Look {
    pub(super) fn of(told: &Told<'_>) -> Self {
        Self {
            sheet: told.sheet.to_owned(),
            at: told.at,
            firm: told.firm.to_owned(),
            subject: told.subject,
            heading: told.asked.heading.clone(),
            value: told.answer.value.as_ref().map(value::text).unwrap_or_default(),
            why: told.answer.why.clone(),
        }
    }
}

/// Who answers for a fact.
fn department(fact: FactId, shelf: &Shelf) -> String {
    let derived = shelf.schema.get(fact).is_some_and(|fact| fact.formula.is_some());
    let owner = shelf.owner(fact).map(|owner| owner.department.clone());
    owner.unwrap_or_else(|| if derived { WORKED } else { NOBODY }.to_owned())
}

/// A sentence a department, the one with most to do first: `税务局：营业收入（2 家）、…`.
pub fn by_department(missing: &[Missing], tongue: Tongue) -> Vec<String> {
    let mut departments: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for one in missing {
        *departments.entry(&one.department).or_default().entry(&one.heading).or_default() += 1;
    }
    let mut departments: Vec<_> = departments.into_iter().collect();
    departments.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.values().sum::<usize>()));
    let told = departments.into_iter().map(|(department, facts)| {
        let facts = facts.into_iter().map(|(heading, firms)| {
            tongue.say([format_args!("{heading} {firms} 家"), format_args!("{heading} of {firms}")])
        });
        let facts = tongue.list(&facts.collect::<Vec<_>>());
        tongue.say([format_args!("{department}：{facts}"), format_args!("{department}: {facts}")])
    });
    told.collect()
}

/// The sheet 待补.
pub(super) fn missing(missing: &[Missing]) -> Page {
    let heads = [
        ("数源部门", 20),
        ("企业", 32),
        ("指标", 30),
        ("工作表", 18),
        ("单元格", 10),
        ("原因", 60),
    ];
    let title = format!("待补（{NOT_READ}）：按数源部门，请各部门补报后再填一次");
    let mut page = Page::new("待补", &title, &heads);
    let mut sorted: Vec<&Missing> = missing.iter().collect();
    sorted.sort_by(|one, other| {
        (&one.department, &one.heading, &one.firm).cmp(&(
            &other.department,
            &other.heading,
            &other.firm,
        ))
    });
    page.rows = sorted
        .into_iter()
        .map(|one| {
            vec![
                Put::text(&one.department),
                Put::text(&one.firm),
                Put::text(&one.heading),
                Put::text(&one.sheet),
                Put::Cell { sheet: one.sheet.clone(), at: one.at },
                Put::text(one.why.zh()),
            ]
        })
        .collect();
    page
}

/// The sheet 数据来源, empty.
pub(super) fn sources(clerk: &Clerk<'_>) -> Page {
    let heads = [
        ("工作表", 18),
        ("单元格", 10),
        ("企业", 32),
        ("指标", 30),
        ("填入", 18),
        ("来源", 30),
        ("数源部门", 20),
        ("所属期与截至", 34),
        ("阶段", 8),
        ("口径", 24),
        ("出处", 36),
        ("取得依据", 24),
        ("登记", 14),
        ("待核", 50),
    ];
    let until = format!("数据截至 {}，只用允许导出的来源", clerk.on());
    let invented = clerk.invented().map_or_else(String::new, |mark| format!("。{mark}"));
    let title = format!("数据来源（{NOT_READ}）：{until}{invented}");
    Page::new("数据来源", &title, &heads)
}

/// A row of the sheet 数据来源.
pub(super) fn source(told: &Told<'_>, shelf: &Shelf) -> Option<Vec<Put>> {
    let (answer, source) = (told.answer, told.answer.source.as_ref()?);
    let value = answer.value.as_ref()?;
    let department = match told.asked.what {
        What::Fact { fact, .. } => department(fact, shelf),
        What::Code | What::Name | What::Before => NOBODY.to_owned(),
    };
    Some(vec![
        Put::text(told.sheet),
        Put::Cell { sheet: told.sheet.to_owned(), at: told.at },
        Put::text(told.firm),
        Put::text(&told.asked.heading),
        Put::Text(value::text(value)),
        Put::text(&source.feed),
        Put::Text(department),
        Put::text(&source.period),
        Put::text(&source.stage),
        Put::text(&source.measure),
        Put::text(&source.place),
        Put::text(&source.basis),
        Put::text(&source.learnt),
        Put::text(answer.why.zh()),
    ])
}
