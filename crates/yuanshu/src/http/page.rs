//! Pages of lists, and as of when they are.

use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Last, Listed, View};
use zone::Seq;
use zone::fact::Use;

use super::Refusal;
use crate::china;
use crate::serve::{App, Living};

/// The most rows of a page.
pub(super) const MOST: u16 = 500;
/// The rows of a page where none are asked for.
const USUAL: u16 = 50;
/// The same of lists that only grow.
const USUAL_LAST: u16 = 100;

/// As of when an answer is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct AsOf {
    /// 数据截至: the day that it is asked for.
    pub on: Day,
    /// The last line of the journal that is in it.
    pub known: u32,
    /// The hash of the packs that it was read by.
    pub packs: String,
}

impl AsOf {
    /// Of everyone's facts.
    pub(super) fn of(living: &Living) -> Self {
        let (on, known) = (living.snapshot.view().on, living.snapshot.seq().0);
        Self { on, known, packs: living.content.hash.to_string() }
    }
}

/// Which page of a list that is short as a rule: all of it where nobody says.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PageWanted")]
pub(super) struct Part {
    /// 从第几项起
    after: Option<u32>,
    /// 一页多少项，最多 500，缺省 500
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

impl Part {
    /// From which item on, and how many.
    pub(super) fn bounds(self) -> Result<Bounds, Refusal> {
        bounds((self.after, self.limit))
    }
}

/// From which item on, and how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    after: usize,
    most: usize,
}

/// The same of numbers that were sent.
pub(super) fn bounds((after, most): (Option<u32>, Option<u16>)) -> Result<Bounds, Refusal> {
    let after = usize::try_from(after.unwrap_or(0)).unwrap_or(usize::MAX);
    Ok(Bounds { after, most: limit(Some(most.unwrap_or(MOST)))? })
}

impl Bounds {
    /// All of a list.
    pub(super) const WHOLE: Self = Self { after: 0, most: usize::MAX };

    /// These of a list, with how many there are and where the next page begins.
    pub(super) fn of<T>(self, all: Vec<T>) -> (Vec<T>, usize, Option<String>) {
        let total = all.len();
        let end = self.after.saturating_add(self.most);
        let next = (end < total).then(|| end.to_string());
        (all.into_iter().skip(self.after).take(self.most).collect(), total, next)
    }
}

/// A list, or a page of one.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub struct Page<T> {
    /// What is in it.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// What to send as `after` for the next page; none on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// All of a list that is short by nature.
    pub fn whole(items: Vec<T>) -> Self {
        Self { total: items.len(), items, next: None }
    }

    /// A page of a list that is at hand.
    pub(super) fn part(bounds: Bounds, all: Vec<T>) -> Self {
        let (items, total, next) = bounds.of(all);
        Self { items, total, next }
    }

    /// The same list with other items, each made of one of these.
    pub(super) fn map<S>(
        self,
        told: impl FnOnce(Vec<T>) -> Result<Vec<S>, Refusal>,
    ) -> Result<Page<S>, Refusal> {
        let Self { items, total, next } = self;
        Ok(Page { items: told(items)?, total, next })
    }

    /// A page of a list that only grows, with the number of the last row where more follow.
    pub(super) fn back(items: Vec<T>, (total, next): (usize, Option<u32>)) -> Self {
        Self { items, total, next: next.map(|number| number.to_string()) }
    }
}

/// All of a list that may have so many items, and no more.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Few")]
pub(super) struct Few<T> {
    items: Vec<T>,
    /// How many there are.
    total: usize,
    /// How many one person may have at a time: more wait until some are gone.
    most: usize,
}

impl<T> Few<T> {
    pub(super) fn of(items: Vec<T>, most: usize) -> Self {
        Self { total: items.len(), items, most }
    }
}

/// How many there are, and where the next page begins.
pub(super) fn beyond<S>(listed: &Listed<S>, number: impl Fn(&S) -> u32) -> (usize, Option<u32>) {
    (listed.total, listed.items.last().filter(|_| listed.more).map(number))
}

/// Which page of a list that only grows.
pub(super) fn last(after: Option<u32>, asked: Option<u16>) -> Result<Last, Refusal> {
    let most = limit(Some(asked.unwrap_or(USUAL_LAST)))?;
    Ok(Last { before: after, most: u16::try_from(most).unwrap_or(MOST) })
}

/// How many rows a page has.
pub(super) fn limit(asked: Option<u16>) -> Result<usize, Refusal> {
    match asked.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(usize::from(limit)),
        other => {
            let zh = format!("一页要 1 到 {MOST} 行，写的是 {other}");
            Err(Refusal::unfit("limit", [&zh, &format!("a page has 1 to {MOST} rows")]))
        }
    }
}

/// From where a question looks: a day, and what was known by a line or a day.
pub(super) fn view(app: &App, on: Option<Day>, known: Option<&str>) -> Result<View, Refusal> {
    let on = on.unwrap_or_else(|| app.today());
    let known = known.map_or(Ok(Seq::LATEST), |text| line(app, text))?;
    Ok(View { on, known, purpose: Use::Verdict })
}

/// The last line that was known: by number, or at the end of a day in China.
fn line(app: &App, text: &str) -> Result<Seq, Refusal> {
    china::line(app.store(), text)?.ok_or_else(|| {
        let zh = format!("known 要写日志的第几笔，或 2026-11-21 这样的一天，写的是“{text}”");
        Refusal::unfit("known", [&zh, "known is a line of the journal, or a day"])
    })
}
