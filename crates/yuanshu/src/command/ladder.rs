//! `yuanshu ladder`: the lists of work over all enterprises and policies.

use std::path::PathBuf;

use base::Day;
use clap::Args;
use rayon::prelude::*;
use rule::fact::Effort;
use rule::value::Answer;
use zone::ladder::{approaching, expiring, towards};
use zone::policy::{Answered, Depth, Near, Question, Standing, Sum};

use super::given::{Given, editions};
use super::{Console, Done, Stop};
use crate::say;
use crate::write::list::{self, Cell, List, who};

/// 工作清单：测算符合未申报、差一项达标、证书到期、准规上、待补数据
#[derive(Debug, Args)]
pub(super) struct Ladder {
    #[command(flatten)]
    given: Given,
    /// 只看这些政策；缺省为当日适用的全部
    #[arg(long, num_args = 1.., value_name = "ID")]
    policy: Vec<String>,
    /// 多少天以内到期的证书
    #[arg(long, value_name = "天", default_value_t = 180)]
    within: u16,
    /// 结果写到哪里：.xlsx 或 .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

const FIRM: [(&str, u8); 2] = [("统一社会信用代码", 22), ("企业名称", 32)];

impl Ladder {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let write = Form::of(&self.out)?;
        let on = self.given.on(today);
        let content = self.given.content(console)?;
        let policies = editions(&content.shelf, &self.policy, on, console.err)?;
        let assume = self.given.assume(&content.shelf.schema)?;
        let ground = self.given.ground(&content, on, console)?;
        let table = ground.table(on, &assume);
        let subjects = ground.subjects();
        let question = Question::new(&content.shelf, subjects, &table, policies).assuming(assume);
        let answer = |row| {
            let asked = question.asked.iter();
            asked.map(|asked| question.answer(asked, row, Depth::Step)).collect()
        };
        let answers: Vec<Vec<Answered>> = (0..table.rows).into_par_iter().map(answer).collect();
        let mut sum = Sum::default();
        for (row, answers) in answers.iter().enumerate() {
            sum.add(row, answers);
        }
        let lists = [
            differences(&question, &sum),
            near(&question, &answers),
            papers(&question, self.within),
            ways(&question, &answers),
            missing(&question, &sum),
        ];
        let notes = notes(&question);
        write.put(&notes, &lists, &self.out)?;
        for list in &lists {
            writeln!(console.out, "{}\t{} 行", list.name, list.rows.len())?;
        }
        writeln!(console.out, "{}", say::NOTE)?;
        Ok(Done::Clean)
    }
}

/// The form of lists, by the ending of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xlsx,
    Jsonl,
}

impl Form {
    pub(super) fn of(path: &std::path::Path) -> Result<Self, Stop> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("jsonl") => Ok(Self::Jsonl),
            _ => Err(Stop::Usage(format!("--out {} 要以 .xlsx 或 .jsonl 结尾", path.display()))),
        }
    }

    /// Writes lists whole or not at all.
    pub(super) fn put(
        self,
        notes: &[[String; 2]],
        lists: &[List],
        path: &std::path::Path,
    ) -> Result<(), Stop> {
        let part = super::matching::part(path);
        let written = match self {
            Self::Xlsx => list::workbook(notes, lists, &part),
            Self::Jsonl => list::lines(lists, &part),
        };
        written.and_then(|()| std::fs::rename(&part, path)).map_err(|error| {
            // What is half written is of no use; where nothing was, nothing goes.
            let _gone = std::fs::remove_file(&part).is_ok();
            Stop::Nothing(format!("{} 写不出来：{}", path.display(), say::disk(&error)))
        })
    }
}

fn notes(question: &Question<'_>) -> Vec<[String; 2]> {
    let pair = |key: &str, text: String| [key.to_owned(), text];
    vec![
        pair("测算日", question.table.on.to_string()),
        pair("企业", format!("{} 家", question.table.rows)),
        pair("政策", format!("{} 项", question.asked.len())),
        pair("说明", say::NOTE.to_owned()),
    ]
}

/// The columns after code and name.
pub(super) fn columns(more: &[(&'static str, u8)]) -> Vec<(&'static str, u8)> {
    [&FIRM[..], more].concat()
}

fn differences(question: &Question<'_>, sum: &Sum) -> List {
    let mut list = List::new("认定与测算差异", &columns(&[("差异", 22), ("政策", 32)]));
    for (asked, tally) in question.asked.iter().zip(&sum.policies) {
        let kinds =
            [("测算符合未申报", &tally.unclaimed), ("已认定但测算不符合", &tally.unsupported)];
        for (kind, rows) in kinds {
            for row in rows {
                let [code, name] = who(question, *row);
                let policy = Cell::text(&asked.policy.title);
                list.rows.push(vec![code, name, Cell::text(kind), policy]);
            }
        }
    }
    list
}

/// Firms one step away: first those that lack a paper, then money, then time.
fn near(question: &Question<'_>, answers: &[Vec<Answered>]) -> List {
    let more = [("政策", 32), ("差什么", 8), ("改动", 52), ("改动后", 14)];
    let mut list = List::new("差一项达标", &columns(&more));
    let schema = &question.shelf.schema;
    let mut found: Vec<(u8, usize, usize, Near)> = Vec::new();
    for (row, answers) in answers.iter().enumerate() {
        for (at, answered) in answers.iter().enumerate() {
            if let Standing::Near(near) = Standing::of(answered, schema) {
                found.push((rank(near.by), at, row, near));
            }
        }
    }
    found.sort_by_key(|(by, at, row, _)| (*by, *at, *row));
    for (_, at, row, near) in found {
        let Some(asked) = question.asked.get(at) else { continue };
        let [code, name] = who(question, row);
        list.rows.push(vec![
            code,
            name,
            Cell::text(&asked.policy.title),
            Cell::text(word(near.by)),
            Cell::long(question.say_move(&near.step)),
            Cell::Answer(near.becomes, false),
        ]);
    }
    list
}

fn rank(by: Effort) -> u8 {
    match by {
        Effort::Paper => 0,
        Effort::Money => 1,
        Effort::Time => 2,
    }
}

fn word(by: Effort) -> &'static str {
    match by {
        Effort::Paper => "材料",
        Effort::Money => "资金",
        Effort::Time => "时间",
    }
}

fn papers(question: &Question<'_>, within: u16) -> List {
    let more = [("清单", 16), ("种类", 28), ("编号", 24), ("到期日", 12)];
    let mut list = List::new("证书到期", &columns(&more));
    for paper in expiring(&question.shelf.schema, question.table, within) {
        let [code, name] = who(question, paper.row);
        list.rows.push(vec![
            code,
            name,
            Cell::text(question.name(paper.list)),
            Cell::text(paper.kind),
            Cell::text(paper.number.unwrap_or_default()),
            Cell::Day(paper.until),
        ]);
    }
    list
}

/// Firms on their way to a title: 准规上.
fn ways(question: &Question<'_>, answers: &[Vec<Answered>]) -> List {
    let more = [("正在接近", 32), ("依据", 36), ("结果", 12)];
    let mut list = List::new("准规上", &columns(&more));
    let policies: Vec<_> = question.asked.iter().map(|asked| asked.policy).collect();
    for (way, goal) in towards(&policies) {
        let place = |of: &pack::Policy| policies.iter().position(|policy| policy.id == of.id);
        let (Some(at), Some(of)) = (place(way), place(goal)) else { continue };
        for (row, answers) in answers.iter().enumerate() {
            let (Some(near), Some(reached)) = (answers.get(at), answers.get(of)) else { continue };
            let answer = approaching(near, reached);
            if answer == Answer::No {
                continue;
            }
            let [code, name] = who(question, row);
            list.rows.push(vec![
                code,
                name,
                Cell::text(&goal.title),
                Cell::text(&way.title),
                Cell::Answer(answer, false),
            ]);
        }
    }
    list
}

/// Missing facts by the department that answers for them, the most useful first.
fn missing(question: &Question<'_>, sum: &Sum) -> List {
    let columns = [
        ("数源部门", 28),
        ("指标", 28),
        ("补齐后可判定（项）", 18),
        ("涉及判定（项）", 16),
        ("缺它的企业（家）", 16),
    ];
    let mut list = List::new("待补数据", &columns);
    for (fact, wanted) in sum.wanted() {
        let owner = question.shelf.owner(fact);
        list.rows.push(vec![
            owner.map_or(Cell::text("未定"), |owner| Cell::text(&owner.department)),
            Cell::text(question.name(fact)),
            Cell::Count(wanted.settles),
            Cell::Count(wanted.concerns),
            Cell::Count(wanted.firms),
        ]);
    }
    list
}
