//! Worked cases: the situation of one enterprise, and what must come out.

pub(crate) mod cell;
pub(crate) mod outcome;

use base::Day;
use rule::fact::{FactId, Lag, Schema};
use rule::fault::Span;
use rule::number::Number;
use rule::table::Table;
use rule::value::{Answer, Value};

use crate::form::Text;
use crate::form::policy::{CaseForm, PolicyForm, Verdict, WantForm};
use crate::lower::fact::quantity;
use crate::lower::score::{number, span_of};
use crate::page::Page;
use crate::stray;
use crate::written::{At, Written, inside};

/// A worked case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What situation it is.
    pub name: String,
    /// The day of the application, and what is known of the enterprise: a table of one row.
    pub table: Table,
    /// What must come out.
    pub want: Want,
    /// Where in its file.
    pub span: Span,
}

/// What must come out of a case; what is not said is not compared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Want {
    /// The answer, and whether such enterprises are not addressed at all.
    pub answer: Option<Wanted<(Answer, bool)>>,
    /// The money, in 元.
    pub give: Option<Wanted<Number>>,
    /// The class or the points.
    pub value: Option<Wanted<Value>>,
    /// The least and the most points that are possible.
    pub range: Option<Wanted<(Number, Number)>>,
    /// The facts that are missing.
    pub unknown: Option<Wanted<Vec<FactId>>>,
    /// The answers of clauses, by their position in the decision.
    pub clauses: Vec<Wanted<(usize, Answer)>>,
}

/// A part of what is wanted, and where that is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted<T> {
    /// What is wanted.
    pub is: T,
    /// Where in the file.
    pub span: Span,
}

impl<T> Wanted<T> {
    fn at(span: Span, is: T) -> Self {
        Self { is, span }
    }
}

/// Lowers a case; parts at fault are noted and left out.
pub(crate) fn lower(
    page: &mut Page<'_>,
    at: &At<CaseForm>,
    policy: &PolicyForm,
    schema: &Schema,
) -> Case {
    let form = &at.value;
    let on = form.on.value.0;
    if !(base::Span { from: Some(policy.from.value.0), until: until(policy) }).covers(on) {
        page.note(
            "case-outside",
            form.on.span,
            [
                [
                    &format!("{on} 不在本版本适用的日期之内"),
                    &format!("{on} is not a day that this edition decides"),
                ],
                ["改成 from 到 until 之间的一天", "choose a day between from and until"],
            ],
        );
        page.sound = false;
    }
    Case {
        name: form.name.value.clone(),
        table: given(page, &form.given, on, schema),
        want: want(page, &form.want, policy, schema),
        span: form.name.span,
    }
}

fn until(policy: &PolicyForm) -> Option<Day> {
    policy.until.as_ref().map(|until| until.value.0)
}

/// The table of one row that holds what is given.
fn given(page: &mut Page<'_>, at: &At<Written>, on: Day, schema: &Schema) -> Table {
    let mut table = Table::new(1, on);
    let Written::Table(entries) = &at.value else { return table };
    for (name, value) in entries {
        if name.value == "judge" {
            judged(page, value, schema, &mut table);
        } else if let Some(id) = find(page, name, schema) {
            stated(page, value, (id, schema), &mut table);
        }
    }
    table
}

/// The fact of that name, which is noted when there is none.
fn find(page: &mut Page<'_>, name: &Text, schema: &Schema) -> Option<FactId> {
    let found = schema.find(&name.value);
    if found.is_none() {
        let known = schema.iter().map(|(_, fact)| fact.name.as_str());
        page.push(stray::FACT.stray(&inner(page, name), known));
        page.sound = false;
    }
    found
}

/// The same name at its place without the quotes.
fn inner(page: &Page<'_>, name: &Text) -> Text {
    let start = inside(&page.file.text, name);
    let span = start.map_or(name.span, |start| Span::new(start, start + name.value.len()));
    At { span, value: name.value.clone() }
}

fn stated(
    page: &mut Page<'_>,
    at: &At<Written>,
    (id, schema): (FactId, &Schema),
    table: &mut Table,
) {
    let Some(fact) = schema.get(id) else { return };
    if !fact.yearly {
        if let Some(column) = cell::one(page, at, fact) {
            table.columns.insert((id, 0), column);
        }
        return;
    }
    let Written::List(years) = &at.value else {
        page.note(
            "not-a-list",
            at.span,
            [
                [
                    &format!("{}是逐年的数，要写成列表", fact.name),
                    &format!("{} has a value for each year: write a list", fact.id),
                ],
                [
                    "写成 [\"800 万元\", \"1000 万元\"]，最后一个是申请日前最近的完整年度",
                    "write a list that ends with the last complete year",
                ],
            ],
        );
        page.sound = false;
        return;
    };
    for (lag, year) in (1..=Lag::MAX).zip(years.iter().rev()) {
        if let Some(column) = cell::one(page, year, fact) {
            table.columns.insert((id, lag), column);
        }
    }
}

fn judged(page: &mut Page<'_>, at: &At<Written>, schema: &Schema, table: &mut Table) {
    let Written::Table(entries) = &at.value else {
        page.note(
            "wrong-type",
            at.span,
            [
                ["judge 要写成 { \"事项\" = 判断 }", "judge is a table"],
                ["写成 judge = { \"技术的先进程度\" = 7 }", "write judge = { \"…\" = 7 }"],
            ],
        );
        page.sound = false;
        return;
    };
    for (name, value) in entries {
        let Some(judgement) = schema.judgements.iter().find(|known| known.name == name.value)
        else {
            let known = schema.judgements.iter().map(|known| known.name.as_str());
            page.push(stray::JUDGEMENT.stray(&inner(page, name), known));
            page.sound = false;
            continue;
        };
        if let Some(column) = cell::judgement(page, value, judgement.max) {
            table.judged.insert(name.value.clone(), column);
        }
    }
}

fn want(page: &mut Page<'_>, at: &At<WantForm>, policy: &PolicyForm, schema: &Schema) -> Want {
    let form = &at.value;
    let answer = form.answer.as_ref().map(|answer| {
        let is = match answer.value {
            Verdict::Yes => (Answer::Yes, false),
            Verdict::No => (Answer::No, false),
            Verdict::Unknown => (Answer::Unknown, false),
            Verdict::Person => (Answer::Person, false),
            Verdict::Outside => (Answer::No, true),
        };
        Wanted::at(answer.span, is)
    });
    let unknown = form.unknown.as_ref().map(|names| {
        let facts = names.value.iter().filter_map(|name| find(page, name, schema)).collect();
        Wanted::at(names.span, facts)
    });
    let want = Want {
        answer,
        give: form.give.as_ref().and_then(|give| money(page, give)),
        value: form.value.as_ref().and_then(|value| wanted_value(page, value)),
        range: form
            .range
            .as_ref()
            .and_then(|range| span_of(page, range).map(|ends| Wanted::at(range.span, ends))),
        unknown,
        clauses: form.clause.as_ref().map_or_else(Vec::new, |map| clauses(page, map, policy)),
    };
    if page.whole && want == Want::default() {
        page.note(
            "no-want",
            at.span,
            [
                ["没有写应得的结果", "nothing is wanted of this case"],
                ["写 want = { answer = \"yes\" } 这样", "write want = { answer = \"yes\" }"],
            ],
        );
    }
    want
}

fn money(page: &mut Page<'_>, text: &Text) -> Option<Wanted<Number>> {
    let value = page.formula(text, rule::parse::literal)?;
    let amount = quantity(value, base::Dimension::MONEY);
    if amount.is_none() {
        page.note(
            "not-money",
            text.span,
            [
                ["这里要写金额", "expected an amount of money"],
                ["写上单位，例如 \"1.5 万元\"", "write the unit, as in \"1.5 万元\""],
            ],
        );
        page.sound = false;
    }
    amount.map(|amount| Wanted::at(text.span, amount))
}

fn wanted_value(page: &mut Page<'_>, at: &At<Written>) -> Option<Wanted<Value>> {
    let value = match &at.value {
        Written::Text(class) => Value::Text(class.clone()),
        _ => Value::Number(number(page, at)?, base::Dimension::NONE),
    };
    Some(Wanted::at(at.span, value))
}

fn clauses(
    page: &mut Page<'_>,
    at: &At<Written>,
    policy: &PolicyForm,
) -> Vec<Wanted<(usize, Answer)>> {
    let Written::Table(entries) = &at.value else { return Vec::new() };
    let mut wanted = Vec::new();
    for (id, answer) in entries {
        let ids = policy.clause.iter().map(|clause| clause.value.id.value.as_str());
        let Some(place) = ids.clone().position(|known| known == id.value) else {
            if page.whole {
                page.push(stray::CLAUSE.stray(id, ids));
            }
            continue;
        };
        let Written::Text(word) = &answer.value else { continue };
        let all = [Answer::Yes, Answer::No, Answer::Unknown, Answer::Person];
        if let Some(answer) = all.into_iter().find(|answer| answer.word() == word) {
            wanted.push(Wanted::at(id.span, (place, answer)));
        }
    }
    wanted
}
