//! `yuanshu changes`: whose answers changed between two days or two states of knowledge, and why.

use std::collections::BTreeSet;
use std::path::PathBuf;

use base::{Day, Year};
use clap::Args;
use rule::value::{Answer, Value};
use zone::policy::{
    Changed, Depth, Given as Told, Moved, Question, Said, Turned, changed, key, pairs,
};

use super::given::{Given, Ground, editions};
use super::ladder::Form;
use super::{Console, Done, Stop};
use crate::say::{self, Tongue};
use crate::write::list::{Cell, List, who};
use crate::write::work;

/// 变化：两个日子、两个时点或两个版本之间，哪些企业的测算结果变了，为什么
#[derive(Debug, Args)]
pub(super) struct Changes {
    #[command(flatten)]
    given: Given,
    /// 从前：按哪一天申请来算；缺省与 --on 同一天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    was_on: Option<Day>,
    /// 从前：登记库日志的第几笔，或哪一天；缺省与 --known 相同
    #[arg(long, value_name = "笔|DAY", requires = "data")]
    was_known: Option<String>,
    /// 只看这些政策；缺省为两个日子适用的全部
    #[arg(long, num_args = 1.., value_name = "ID")]
    policy: Vec<String>,
    /// 结果写到哪里：.xlsx 或 .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Changes {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let form = Form::of(&self.out)?;
        if self.was_on.is_none() && self.was_known.is_none() {
            return Err(Stop::Usage(
                "要写与什么时候比：--was-on 2025-11-21（按那一天申请），或 --was-known 12（按日志第 12 笔时已掌握的数据）"
                    .to_owned(),
            ));
        }
        let on = self.given.on(today);
        let was_on = self.was_on.unwrap_or(on);
        let content = self.given.content(console)?;
        let assume = self.given.assume(&content.shelf.schema)?;
        let earlier = self.given.earlier(was_on, self.was_known.as_deref());
        let (was, is) =
            (earlier.ground(&content, was_on, console)?, self.given.ground(&content, on, console)?);
        let (table_was, table_is) = (was.table(was_on, &assume), is.table(on, &assume));
        let before = editions(&content.shelf, &self.policy, was_on, console.err)?;
        let after = editions(&content.shelf, &self.policy, on, console.err)?;
        let before = Question::new(&content.shelf, was.subjects(), &table_was, before);
        let after = Question::new(&content.shelf, is.subjects(), &table_is, after);
        let rows = pairs((before.subjects, before.table.rows), (after.subjects, after.table.rows));
        let lists = [list(&before, &after, &rows), moved_firms(&before, &after, &rows)];
        let [answers, moves] = lists.each_ref().map(|list| list.rows.len());
        form.put(&notes((&before, &was), (&after, &is)), &lists, &self.out)?;
        let moves = if moves == 0 { String::new() } else { format!("，{moves} 家企业进出") };
        writeln!(console.out, "{answers} 项测算结果变了{moves}，逐项写在 {}", self.out.display())?;
        Ok(Done::Clean)
    }
}

fn notes(
    (before, was): (&Question<'_>, &Ground),
    (after, is): (&Question<'_>, &Ground),
) -> Vec<[String; 2]> {
    let mark = is.mark().map(|mark| ("注意", mark.to_owned()));
    let days = format!("{} 与 {}", before.table.on, after.table.on);
    let firms = format!("{} 与 {}", say::firms(before), say::firms(after));
    let basis = was.basis(before.table.on).into_iter().zip(is.basis(after.table.on));
    let basis = basis.map(|([key, was], [_, is])| {
        [key, if was == is { is } else { format!("从前 {was}；现在 {is}") }]
    });
    let said = |(key, text): (&str, String)| [key.to_owned(), text];
    let first = mark.into_iter().chain([("测算日", days)]).map(said);
    let last = [("企业", firms), ("说明", say::NOTE.to_owned())].map(said);
    first.chain(basis).chain(last).collect()
}

/// The rows of an enterprise in two populations.
type Pair = (Option<usize>, Option<usize>);

/// Who is counted on one of the days only: they moved, or nothing was known of them.
fn moved_firms(before: &Question<'_>, after: &Question<'_>, rows: &[Pair]) -> List {
    let mut list = work::of_firms("进出", &[("变化", 14)]);
    let away = [before, after].map(|question| {
        let subjects = question.subjects;
        let away = (0..question.table.rows).filter(|row| !subjects.is_counted(*row));
        away.map(|row| key(subjects, row)).collect::<BTreeSet<&str>>()
    });
    let [were_away, are_away] = &away;
    for pair in rows {
        let (question, row, of) = match *pair {
            (None, Some(row)) => (after, row, (were_away, "迁入", "新登记")),
            (Some(row), None) => (before, row, (are_away, "迁出", "不再登记")),
            (Some(_), Some(_)) | (None, None) => continue,
        };
        let (away, moved, other) = of;
        let said = if away.contains(key(question.subjects, row)) { moved } else { other };
        let [code, name] = who(question, row);
        list.rows.push(vec![code, name, Cell::text(said)]);
    }
    list
}

fn list(before: &Question<'_>, after: &Question<'_>, rows: &[Pair]) -> List {
    let more = [
        ("政策", 32),
        ("从前", 14),
        ("现在", 14),
        ("结果的变化", 28),
        ("变了的条款", 30),
        ("变了的数", 60),
    ];
    let mut list = work::of_firms("变化", &more);
    for asked in &after.asked {
        let id = &asked.policy.id;
        let Some(then) = before.asked.iter().find(|then| then.policy.id == *id) else { continue };
        for (was, is) in rows {
            let (Some(was), Some(is)) = (*was, *is) else { continue };
            let answered =
                (before.answer(then, was, Depth::Answer), after.answer(asked, is, Depth::Answer));
            let was = Told { question: before, asked: then, row: was, answered: &answered.0 };
            let is_now = Told { question: after, asked, row: is, answered: &answered.1 };
            if let Some(changed) = changed(&was, &is_now) {
                list.rows.push(row(after, is, &asked.policy.title, &changed));
            }
        }
    }
    list
}

fn row(question: &Question<'_>, at: usize, title: &str, changed: &Changed<'_>) -> Vec<Cell> {
    let [code, name] = who(question, at);
    let clauses: Vec<String> = changed.clauses.iter().map(turned).collect();
    let figures: Vec<String> =
        changed.figures.iter().map(|moved| self::moved(question, moved)).collect();
    vec![
        code,
        name,
        Cell::text(title),
        Cell::Answer(changed.was.answer, changed.was.outside),
        Cell::Answer(changed.is.answer, changed.is.outside),
        Cell::long(values(&changed.was, &changed.is)),
        Cell::long(clauses.join("\n")),
        Cell::long(figures.join("\n")),
    ]
}

/// The class, the points or the money, and the edition, where they differ.
fn values(was: &Said, is: &Said) -> String {
    let shown = |value: &Option<Value>| {
        value
            .as_ref()
            .map_or("（无）".to_owned(), |value| say::value(value, None, Tongue::Chinese))
    };
    let mut said = Vec::new();
    if was.value != is.value {
        said.push(format!("{} → {}", shown(&was.value), shown(&is.value)));
    }
    if was.edition != is.edition {
        let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
        said.push(format!("版本 {} → {}", day(was.edition), day(is.edition)));
    }
    said.join("\n")
}

fn turned(turned: &Turned) -> String {
    let word = |answer: Option<Answer>| {
        answer.map_or("无此条", |answer| say::answer(answer, false, Tongue::Chinese))
    };
    format!("{}：{} → {}", turned.clause, word(turned.was), word(turned.is))
}

fn moved(question: &Question<'_>, moved: &Moved<'_>) -> String {
    let schema = &question.shelf.schema;
    let unit = schema.find(moved.fact).and_then(|fact| schema.get(fact)?.unit);
    let side = |(year, value): &(Option<Year>, Value)| {
        let year = year.map_or(String::new(), |year| format!("{year}"));
        format!("{year} {}", say::value(value, unit, Tongue::Chinese)).trim().to_owned()
    };
    format!("{} {} → {}", moved.fact, side(&moved.was), side(&moved.is))
}
