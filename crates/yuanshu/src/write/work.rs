//! The lists of work over everybody: who could apply, who is near, whose papers run out, what is missing.

use base::{Dimension, Unit};
use rule::fact::Effort;
use rule::number::Number;
use rule::value::Answer;
use zone::ladder::{approaching, expiring, towards};
use zone::policy::{Answered, Asked, Depth, Near, Question, Sum};

use super::book::Cell;
use super::firms::who;
use super::list::List;
use crate::say;

const FIRM: [(&str, u8); 2] = [("统一社会信用代码", 22), ("企业名称", 32)];

/// A list of rows that begin with code and name.
pub fn of_firms(name: &'static str, more: &[(&'static str, u8)]) -> List {
    List::new(name, &[&FIRM[..], more].concat())
}

/// Who would qualify and holds no title, and who holds one and would not.
pub fn differences(question: &Question<'_>, sum: &Sum) -> List {
    let more = [("政策", 32), ("差异", 22), ("不符合的条件", 60)];
    let mut list = of_firms("已认定与测算差异", &more);
    for (asked, tally) in question.asked.iter().zip(&sum.policies) {
        let kinds =
            [("测算符合未申报", &tally.unclaimed), ("已认定但测算不符合", &tally.unsupported)];
        for (kind, rows) in kinds {
            for at in rows {
                let [code, name] = who(question, *at);
                let policy = Cell::text(&asked.policy.title);
                let why = Cell::long(failed(question, asked, *at).join("\n"));
                list.rows.push(vec![code, name, policy, Cell::text(kind), why]);
            }
        }
    }
    list
}

/// The conditions that make a no of it, with what they compared; none where it is none.
fn failed(question: &Question<'_>, asked: &Asked<'_>, at: usize) -> Vec<String> {
    let answered = question.answer(asked, at, Depth::Answer);
    if answered.finding.answer != Answer::No {
        return Vec::new();
    }
    let failed = answered.failed(asked.policy);
    let proofs = question.proof(asked, at, &answered);
    let proofs = proofs.iter().filter(|proof| failed.contains(&(proof.number - 1)));
    let said = proofs.map(|proof| {
        let sums = proof.sums.iter().filter(|sum| sum.answer == Answer::No);
        let sums: Vec<&str> = sums.map(|sum| sum.says.as_str()).collect();
        let why = if sums.is_empty() { proof.words() } else { sums.join("；") };
        format!("{}：{why}", proof.label())
    });
    said.collect()
}

/// An empty list of who is one step away.
pub fn near_list() -> List {
    let more = [("政策", 32), ("差什么", 16), ("改动", 52), ("幅度", 10), ("改动后", 14)];
    of_firms("差一项达标", &more)
}

/// The row of a firm that is one step away from a policy.
pub fn near_row(question: &Question<'_>, asked: &Asked<'_>, at: usize, near: &Near) -> Vec<Cell> {
    let [code, name] = who(question, at);
    vec![
        code,
        name,
        Cell::text(&asked.policy.title),
        Cell::text(takes(question, near).zh()),
        Cell::long(question.say_move(&near.step)),
        share(near.share().as_ref()),
        Cell::Answer(near.becomes, false),
    ]
}

/// Who is one step away, with how many there are of each group.
pub struct Steps {
    /// A row each.
    pub list: List,
    /// How many rows what the step takes has.
    pub groups: Vec<(&'static str, usize)>,
    /// How many are farther away than was asked for, and not in the list.
    pub left: usize,
}

/// Who is one step away, by what that takes; within a group the shortest way first, and those
/// whose way has no length after them. What is longer than `most` is left out.
pub fn near(question: &Question<'_>, answers: &[Vec<Answered>], most: Option<&Number>) -> Steps {
    let schema = &question.shelf.schema;
    let (mut found, mut left) = (Vec::new(), 0);
    for (row, answers) in answers.iter().enumerate() {
        for (at, answered) in answers.iter().enumerate() {
            let Some(near) = Near::of(answered, schema) else { continue };
            let share = near.share();
            if let (Some(share), Some(most)) = (&share, most)
                && share > most
            {
                left += 1;
                continue;
            }
            found.push(((takes(question, &near), share.is_none(), share, at, row), near));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    let mut groups: Vec<(&'static str, usize)> = Vec::new();
    let mut list = near_list();
    for ((takes, .., at, row), near) in &found {
        match groups.last_mut() {
            Some((known, count)) if *known == takes.zh() => *count += 1,
            _ => groups.push((takes.zh(), 1)),
        }
        let asked = question.asked.get(*at);
        list.rows.extend(asked.map(|asked| near_row(question, asked, *row, near)));
    }
    Steps { list, groups, left }
}

/// What a step takes, for lists: a title is no paper that a firm could hand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Takes {
    Paper,
    Money,
    Time,
    Title,
}

impl Takes {
    fn zh(self) -> &'static str {
        match self {
            Self::Paper => "材料",
            Self::Money => "资金",
            Self::Time => "时间",
            Self::Title => "先取得其他认定",
        }
    }
}

fn takes(question: &Question<'_>, near: &Near) -> Takes {
    match near.by {
        _ if question.shelf.titles == Some(near.step.fact) => Takes::Title,
        Effort::Paper => Takes::Paper,
        Effort::Money => Takes::Money,
        Effort::Time => Takes::Time,
    }
}

fn share(share: Option<&Number>) -> Cell {
    share.map_or(Cell::Blank, |share| {
        Cell::text(say::figure(share, Some(Unit::PERCENT), Dimension::NONE))
    })
}

/// Certificates and numbers that run out within so many days.
pub fn papers(question: &Question<'_>, within: u16) -> List {
    let more = [("清单", 16), ("种类", 28), ("编号", 24), ("到期日", 12)];
    let mut list = of_firms("证书到期", &more);
    let papers = expiring(&question.shelf.schema, question.table, within);
    for paper in papers.into_iter().filter(|paper| question.subjects.is_counted(paper.row)) {
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

/// Firms on their way to a title (准规上), those that are nearest first; then those of which one
/// figure would tell whether they are. How many lack more than one.
pub fn ways(question: &Question<'_>, answers: &[Vec<Answered>]) -> (List, usize) {
    let more = [("正在接近", 32), ("依据", 36), ("结果", 12), ("还差", 52), ("幅度", 10)];
    let mut list = of_firms("准规上", &more);
    let mut others = 0;
    let policies: Vec<_> = question.asked.iter().map(|asked| asked.policy).collect();
    for (way, goal) in towards(&policies) {
        let place = |of: &pack::Policy| policies.iter().position(|policy| policy.id == of.id);
        let (Some(at), Some(of)) = (place(way), place(goal)) else { continue };
        let mut found = Vec::new();
        for (row, answers) in answers.iter().enumerate() {
            let (Some(met), Some(reached)) = (answers.get(at), answers.get(of)) else { continue };
            let answer = approaching(met, reached);
            let near = Near::of(reached, &question.shelf.schema);
            let share = near.as_ref().and_then(Near::share);
            let both = [at, of].map(|place| question.asked.get(place));
            let lacks = match both {
                [Some(first), Some(second)] if answer == Answer::Unknown => {
                    question.lacks_of([(first, met), (second, reached)], row)
                }
                _ => Vec::new(),
            };
            let lacking = match answer {
                Answer::No => continue,
                Answer::Unknown if lacks.len() > 1 => {
                    others += 1;
                    continue;
                }
                Answer::Unknown => format!("待补：{}", lacks.join("、")),
                Answer::Yes | Answer::Person => {
                    near.map_or_else(String::new, |near| question.say_move(&near.step))
                }
            };
            found.push(((answer == Answer::Unknown, share.is_none(), share, row), lacking, answer));
        }
        found.sort_by(|one, other| one.0.cmp(&other.0));
        for ((.., part, row), lacking, answer) in found {
            let [code, name] = who(question, row);
            list.rows.push(vec![
                code,
                name,
                Cell::text(&goal.title),
                Cell::text(&way.title),
                Cell::Answer(answer, false),
                Cell::long(lacking),
                share(part.as_ref()),
            ]);
        }
    }
    (list, others)
}

/// Missing facts by what they would settle, with the department that answers for each.
pub fn missing(question: &Question<'_>, sum: &Sum) -> List {
    let columns = [
        ("指标", 30),
        ("数源部门", 28),
        ("补齐后可判定（项）", 18),
        ("涉及判定（项）", 16),
        ("缺它的企业（家）", 16),
        ("口径", 70),
    ];
    let mut list = List::new("待补数据", &columns);
    let rows = sum.wanted().into_iter().map(|(fact, wanted)| {
        let owner = question.shelf.owner(fact);
        let note = question.shelf.entry(fact).and_then(|entry| entry.note.clone());
        vec![
            Cell::text(question.name(fact)),
            owner.map_or(Cell::text("未定"), |owner| Cell::text(&owner.department)),
            Cell::Count(wanted.settles),
            Cell::Count(wanted.concerns),
            Cell::Count(wanted.firms),
            Cell::long(note.unwrap_or_default()),
        ]
    });
    list.rows = rows.collect();
    list
}
