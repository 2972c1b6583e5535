//! An invented enterprise: who it is, what it sold, what it holds.

use base::{Day, Uscc, Year};
use jiff::ToSpan;

use crate::edge::Edge;
use crate::figures::{Figures, Habit, WAN, share};
use crate::industry::Industry;
use crate::name;
use crate::record::{Life, Records};
use crate::rng::Rng;
use crate::score::Scores;

/// How many years of figures there are.
pub(crate) const YEARS: usize = 3;

/// How carefully a firm fills in its sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// Hardly a cell is missing.
    High,
    /// Some cells are.
    Usual,
    /// One in four is, and lists are left out.
    Low,
}

impl Care {
    /// How many cells in a hundred are blank.
    pub(crate) fn blanks(self) -> i64 {
        match self {
            Self::High => 0,
            Self::Usual => 4,
            Self::Low => 25,
        }
    }
}

/// An enterprise of the invented zone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of 是 and 否")]
pub(crate) struct Firm {
    /// Its place in the zone, from 0.
    pub(crate) number: u32,
    /// 统一社会信用代码, in region 000000.
    pub(crate) code: Uscc,
    /// 企业名称.
    pub(crate) name: String,
    /// 成立日期.
    pub(crate) born: Day,
    /// Its trade.
    pub(crate) industry: Industry,
    /// How carefully it fills in its sheets.
    pub(crate) care: Care,
    /// 战略性新兴产业.
    pub(crate) strategic: bool,
    /// 产业链关键环节.
    pub(crate) key_position: bool,
    /// 禁止限制淘汰类.
    pub(crate) restricted: bool,
    /// 实际经营在区内.
    pub(crate) inside: bool,
    /// 列入经营异常名录.
    pub(crate) abnormal: bool,
    /// 细分市场起始日.
    pub(crate) segment: Day,
    /// 数字化水平等级.
    pub(crate) digital: i64,
    /// 已公开上市.
    pub(crate) listed: bool,
    /// It said that no 小巨人 holds it or belongs to it.
    pub(crate) alone: bool,
    /// The last complete years, the last one last; none before it was registered.
    pub(crate) years: [Option<Figures>; YEARS],
    /// Its lists.
    pub(crate) records: Records,
    /// What experts thought of it, if they looked.
    pub(crate) scores: Option<Scores>,
}

impl Firm {
    /// Firm `number` of the zone of `seed`, seen on the day `on`.
    pub(crate) fn draw(number: u32, seed: u64, on: Day) -> Self {
        let mut rng = Rng::of(seed, 1 + u64::from(number));
        let edge = Edge::of(number);
        let industry = if edge.is_some() { edge_trade(&mut rng) } else { Industry::draw(&mut rng) };
        let born = birth(&mut rng, on, edge.is_some());
        let care = match rng.below(100) {
            _ if edge.is_some() => Care::High,
            ..55 => Care::High,
            55..88 => Care::Usual,
            88.. => Care::Low,
        };
        let habit = Habit::draw(&mut rng, industry.tech);
        let years = years(&mut rng, &habit, industry, edge);
        let years = existing(&years, born, on);
        let records = Records::draw(&mut rng, Life { born, on }, &years);
        let (strategic, key_position) =
            (industry.tech && rng.chance(60), industry.tech && rng.chance(40));
        let (restricted, abnormal) = (rng.chance(2), rng.chance(2));
        Self {
            number,
            code: Uscc::synthetic(number),
            name: name::name(number, industry.trade, seed),
            born,
            industry,
            care,
            strategic,
            key_position,
            restricted,
            inside: !abnormal,
            abnormal,
            segment: later(born, rng.between(0, 900)).min(on),
            digital: rng.between(1, 4),
            listed: rng.chance(2),
            alone: false,
            scores: Scores::draw(&mut rng, !records.titles.is_empty()),
            years,
            records,
        }
    }
}

impl Firm {
    /// Whether it was ever recognised as a 高新技术企业.
    pub(crate) fn holds_high_tech(&self) -> bool {
        self.records.titles.iter().any(|title| title.kind == "高新技术企业")
    }
}

/// `days` after `day`.
pub(crate) fn later(day: Day, days: i64) -> Day {
    day.checked_add(days.days()).unwrap_or(day)
}

/// `days` before `day`.
pub(crate) fn earlier(day: Day, days: i64) -> Day {
    day.checked_sub(days.days()).unwrap_or(day)
}

/// Firms on an edge do research, so that only the edge decides.
fn edge_trade(rng: &mut Rng) -> Industry {
    (0..20).map(|_| Industry::draw(rng)).find(|trade| trade.tech).unwrap_or(Industry::draw(rng))
}

/// Between 25 years and a month before `on`; one in eight is younger than three years. Firms on
/// an edge have a history.
fn birth(rng: &mut Rng, on: Day, old: bool) -> Day {
    let days =
        if !old && rng.chance(12) { rng.between(30, 1_100) } else { rng.between(1_900, 9_000) };
    earlier(on, days)
}

fn years(rng: &mut Rng, habit: &Habit, industry: Industry, edge: Option<Edge>) -> [Figures; YEARS] {
    let mut staff = edge.and_then(Edge::staff).unwrap_or_else(|| heads(rng));
    let usual = staff * share(industry.head, rng.between(5_000, 16_000)).max(1);
    let mut revenue = edge.and_then(Edge::sales).unwrap_or(usual) * WAN;
    if edge.is_none() && rng.chance(60) {
        // Most firms report to the hundred yuan, not to the 万元.
        revenue += rng.below(100) * 10_000;
    }
    let growth = rng.between(-1_500, 3_500);
    let mut years = [Figures::default(); YEARS];
    for figures in years.iter_mut().rev() {
        *figures = Figures::draw(rng, habit, revenue, staff);
        let grown = 10_000 + (growth + rng.between(-600, 600)).max(-4_000);
        revenue = i64::try_from(i128::from(revenue) * 10_000 / i128::from(grown)).unwrap_or(0);
        revenue = revenue / 10_000 * 10_000;
        staff = (staff * 10_000 / (10_000 + growth / 2)).max(1);
    }
    if let Some(edge) = edge {
        edge.place(&mut years);
    }
    years
}

/// From 3 to 3,000 heads, small firms being the commonest.
fn heads(rng: &mut Rng) -> i64 {
    match rng.below(100) {
        ..30 => rng.between(3, 20),
        30..70 => rng.between(20, 100),
        70..93 => rng.between(100, 400),
        93.. => rng.between(400, 3_000),
    }
}

/// A year that ended before the firm was registered has no figures.
fn existing(years: &[Figures; YEARS], born: Day, on: Day) -> [Option<Figures>; YEARS] {
    let mut back = 3;
    years.each_ref().map(|figures| {
        back -= 1;
        let ended = Year::last_complete(on).back(back).ends();
        (born <= ended).then_some(*figures)
    })
}
