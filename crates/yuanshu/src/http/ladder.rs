//! Lists of work over everyone: who could apply, who is one step away, whose papers run out.

use std::ops::Range;

use axum::Json;
use axum::extract::State;
use base::Day;
use rayon::prelude::*;
use rule::bits::Bits;
use rule::fact;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::people::ReadRegister;
use zone::policy::{Depth, Near, Question, Standing, Subjects};
use zone::say::Tongue;

use super::page::{AsOf, bounds, limit};
use super::{Asked, May, Refusal, Spoken};
use crate::serve::{App, Lane, Living, Reply, Signed};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "LadderList")]
pub(super) enum Which {
    /// 测算符合未申报
    Unclaimed,
    /// 已认定但测算不符合
    Unsupported,
    /// 差一项达标
    Near,
    /// 待补数据
    Unknown,
    /// 需人工审核
    Person,
    /// 准规上：达到培育标准、尚未达到入库标准
    Approaching,
}

/// What of which list is wanted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LadderWanted")]
pub(super) struct Wanted {
    /// 哪张清单
    pub list: Which,
    /// 只看这项政策
    policy: Option<String>,
    /// 只看这个部门的政策：主管部门，与政策库写的一样
    issuer: Option<String>,
    /// 差一项达标：只看差材料、资金还是时间的
    by: Option<Effort>,
    /// 数据截至日，缺省今天
    pub on: Option<Day>,
    /// 按当时已掌握的数据
    pub known: Option<String>,
    /// 从第几行起
    #[serde(default)]
    after: usize,
    /// 一页多少行，最多 500，缺省 50
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// What the one step takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Effort {
    /// 材料
    Paper,
    /// 资金
    Money,
    /// 时间
    Time,
}

/// A page of a list of work.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LadderPage")]
pub(super) struct Listed {
    items: Vec<Item>,
    total: usize,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    as_of: AsOf,
}

/// An enterprise and a policy.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LadderItem")]
pub(super) struct Item {
    /// The enterprise's number.
    id: u32,
    code: Option<String>,
    name: String,
    policy: String,
    pub title: String,
    /// The answer: see `answers`.
    pub reply: &'static str,
    /// 差一项达标：资金 …
    pub standing: &'static str,
    /// 研发费用由 192.00 万元到 240.00 万元
    pub step: Option<String>,
    /// What is missing.
    pub missing: Vec<String>,
}

/// 工作清单
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
    Spoken(tongue): Spoken,
) -> Result<Json<Listed>, Refusal> {
    let limit = limit(wanted.limit)?;
    app.aside(move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        app.living(view, |living| {
            let counted = living.snapshot.counted(&may.permit);
            let end = wanted.after.saturating_add(limit);
            let who = (&counted, &*may.signed);
            let (found, total) = rows(living, who, (&wanted, wanted.after..end))?;
            let items = found.into_iter().map(|found| item(living, found, (&may.signed, tongue)));
            let items = items.collect();
            let next = (end < total).then(|| end.to_string());
            Ok(Json(Listed { items, total, next, as_of: AsOf::of(living) }))
        })?
    })
    .await
}

/// A policy, and the row of an enterprise that it is asked about.
pub(super) type Entry<'a> = (&'a pack::Policy, usize);

/// A part of the policies and rows of a list, and how many there are: of those who are one step
/// away first who lack a paper, then money, then time; of those on their way the nearest first.
pub(super) fn rows<'a>(
    living: &'a Living,
    (counted, signed): (&Bits, &Signed),
    (wanted, part): (&Wanted, Range<usize>),
) -> Result<(Vec<Entry<'a>>, usize), Refusal> {
    let on = living.snapshot.view().on;
    let shelf = &living.content.content.shelf;
    let mut policies = match wanted.policy.as_deref() {
        None => shelf.in_force(on),
        Some(id) => vec![shelf.policy(id, on).ok_or_else(super::policy::none)?],
    };
    policies.retain(|policy| wanted.issuer.is_none() || policy.issuer == wanted.issuer);
    if wanted.list == Which::Approaching {
        let found = approaching(living, (counted, signed), &policies);
        let total = found.len();
        return Ok((found.into_iter().skip(part.start).take(part.len()).collect(), total));
    }
    let answers = |policy: &&'a pack::Policy| {
        let found = match wanted.list {
            Which::Unclaimed | Which::Unknown | Which::Person => living.plainly(&policy.id),
            Which::Unsupported | Which::Near | Which::Approaching => living.answers(&policy.id),
        };
        Some((*policy, found?))
    };
    let answers: Vec<_> = policies.iter().filter_map(answers).collect();
    let (mut found, mut total) = (Vec::new(), 0);
    for reply in wanted.replies() {
        for (policy, replies) in &answers {
            let rows = replies.iter().enumerate().filter(|(_, one)| one.reply == *reply);
            for (row, _) in rows.filter(|(row, _)| counted.get(*row)) {
                if part.contains(&total) {
                    found.push((*policy, row));
                }
                total += 1;
            }
        }
    }
    Ok((found, total))
}

/// Who meets a policy that leads to another, and neither meets that other nor holds its title;
/// with that other, of which they are short: who is nearest to it first.
fn approaching<'a>(
    living: &'a Living,
    (counted, signed): (&Bits, &Signed),
    policies: &[&'a pack::Policy],
) -> Vec<Entry<'a>> {
    let shelf = &living.content.content.shelf;
    let on_the_way = |way: &&'a pack::Policy| {
        let way = *way;
        let goal = shelf.policy(way.towards.as_ref()?, living.snapshot.view().on)?;
        let (near, there) = (living.answers(&way.id)?, living.answers(&goal.id)?);
        let rows = near.iter().zip(there.iter()).enumerate().filter(|(row, (near, there))| {
            let short = matches!(there.reply, Reply::Near(_) | Reply::No) && !there.held;
            counted.get(*row) && near.is("yes") && short
        });
        let mut rows: Vec<usize> = rows.map(|(row, _)| row).collect();
        // Where the step is not told, the order does not tell it either.
        if !super::secret::veils(goal, signed) {
            rows = nearest(living, goal, rows);
        }
        Some(rows.into_iter().map(move |row| (goal, row)))
    };
    policies.iter().filter_map(on_the_way).flatten().collect()
}

/// Rows by how far one step has to go to meet a policy, as a part of what the figure is; last those
/// whom one step does not take there.
fn nearest(living: &Living, goal: &pack::Policy, rows: Vec<usize>) -> Vec<usize> {
    let shelf = &living.content.content.shelf;
    let question = Question::new(shelf, living, living.snapshot.table(), vec![goal]);
    let Some(asked) = question.asked.first() else { return rows };
    let far = |row| match question.standing(asked, row) {
        Standing::Near(near) => near.share(),
        _ => None,
    };
    let share = |row| (far(row), row);
    let mut found: Vec<_> = rows.into_par_iter().map(share).collect();
    found.sort_by(|(one, row), (other, below)| {
        (one.is_none(), one, row).cmp(&(other.is_none(), other, below))
    });
    found.into_iter().map(|(_, row)| row).collect()
}

/// What a policy says of the enterprise of a row.
pub(super) fn reply(living: &Living, policy: &pack::Policy, row: usize) -> Reply {
    let found = living.answers(&policy.id);
    let found = found.and_then(|found| found.get(row).copied());
    found.map_or(Reply::Unknown, |found| found.reply)
}

impl Which {
    /// What the list is called.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Unclaimed => "测算符合未申报",
            Self::Unsupported => "已认定但测算不符合",
            Self::Near => "差一项达标",
            Self::Unknown => "待补数据",
            Self::Person => "需人工审核",
            Self::Approaching => "准规上",
        }
    }

    /// The answers that are in it, in its order.
    fn replies(self) -> &'static [Reply] {
        match self {
            Self::Unclaimed => &[Reply::Unclaimed],
            Self::Unsupported => &[Reply::Unsupported],
            Self::Near => {
                use fact::Effort::{Money, Paper, Time};
                &[Reply::Near(Paper), Reply::Near(Money), Reply::Near(Time)]
            }
            Self::Unknown => &[Reply::Unknown],
            Self::Person => &[Reply::Person],
            Self::Approaching => &[],
        }
    }
}

impl Wanted {
    /// The answers that are asked for: of one step only those that take what is asked for.
    fn replies(&self) -> impl Iterator<Item = &'static Reply> {
        let by = self.by.map(|by| Reply::Near(by.into()));
        self.list.replies().iter().filter(move |reply| by.is_none_or(|by| by == **reply))
    }
}

impl From<Effort> for fact::Effort {
    fn from(effort: Effort) -> Self {
        match effort {
            Effort::Paper => Self::Paper,
            Effort::Money => Self::Money,
            Effort::Time => Self::Time,
        }
    }
}

pub(super) fn item(
    living: &Living,
    (policy, row): (&pack::Policy, usize),
    (signed, tongue): (&Signed, Tongue),
) -> Item {
    let shelf = &living.content.content.shelf;
    let table = living.snapshot.table().only(row);
    let question = Question::new(shelf, living, &table, vec![policy]).told_in(tongue);
    let told = question.asked.first();
    let told = told.map(|asked| (asked, question.answer(asked, 0, Depth::Step)));
    let standing = told.as_ref().map(|(_, answered)| Standing::of(answered, &shelf.schema));
    let step = match &standing {
        Some(Standing::Near(Near { step, .. })) if !super::secret::veils(policy, signed) => {
            Some(question.say_move(step))
        }
        _ => None,
    };
    let missing = told.as_ref().map_or(Vec::new(), |(asked, answered)| {
        if super::secret::veils(policy, signed) {
            // What a record says stands in the name of what it does not say.
            return question.names(&answered.missing).into_iter().map(str::to_owned).collect();
        }
        question.lacks(asked, 0, answered)
    });
    let reply = reply(living, policy, row);
    Item {
        id: living.snapshot.subjects().get(row).map_or(0, |subject| subject.0),
        code: living.code(row).map(str::to_owned),
        name: living.name(row).to_owned(),
        policy: policy.id.clone(),
        title: policy.title.clone(),
        reply: reply.word(),
        standing: standing.unwrap_or(Standing::Unknown).said(tongue),
        step,
        missing,
    }
}

/// How far ahead certificates are looked at.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ahead {
    /// 多少天以内到期，缺省 180
    days: Option<u16>,
    /// 数据截至日，缺省今天
    pub on: Option<Day>,
    /// 按当时已掌握的数据
    pub known: Option<String>,
    /// 从第几项起
    after: Option<u32>,
    /// 一页多少项，最多 500，缺省 500
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// Certificates that run out.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Papers {
    items: Vec<Paper>,
    total: usize,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    as_of: AsOf,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Paper {
    id: u32,
    pub code: Option<String>,
    pub name: String,
    /// 清单
    pub list: String,
    /// 种类
    pub kind: String,
    /// 编号
    pub number: Option<String>,
    /// 到期日
    pub until: Day,
}

/// 证书到期
pub(super) async fn papers(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(ahead): Asked<Ahead>,
) -> Result<Json<Papers>, Refusal> {
    let bounds = bounds((ahead.after, ahead.limit))?;
    let lane = Lane::Memory.as_of(&app, (ahead.on, ahead.known.as_deref()));
    app.soon(lane, move |app| {
        let view = super::page::view(app, ahead.on, ahead.known.as_deref())?;
        app.living(view, |living| {
            let (items, total, next) = bounds.of(expiring(living, &may, &ahead));
            Json(Papers { items, total, next, as_of: AsOf::of(living) })
        })
    })
    .await
}

/// The certificates that run out of those whom the permit reaches.
pub(super) fn expiring(living: &Living, may: &May<ReadRegister>, ahead: &Ahead) -> Vec<Paper> {
    let counted = living.snapshot.counted(&may.permit);
    let schema = &living.content.content.shelf.schema;
    let papers = zone::ladder::expiring(schema, living.snapshot.table(), ahead.days.unwrap_or(180));
    let papers = papers.into_iter().filter(|paper| counted.get(paper.row));
    let shown = papers.map(|paper| Paper {
        id: living.snapshot.subjects().get(paper.row).map_or(0, |subject| subject.0),
        code: living.code(paper.row).map(str::to_owned),
        name: living.name(paper.row).to_owned(),
        list: schema.get(paper.list).map_or(String::new(), |list| list.name.clone()),
        kind: paper.kind,
        number: paper.number,
        until: paper.until,
    });
    shown.collect()
}
