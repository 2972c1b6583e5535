//! The lists of an invented enterprise: what it owns, made, won and was given.

use base::{Day, Year};

use crate::figures::{Figures, WAN};
use crate::firm::{earlier, later};
use crate::rng::Rng;
use crate::title::{self, Title};

/// 知识产权.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of 是 and 否")]
pub(crate) struct Ip {
    pub(crate) number: String,
    pub(crate) category: &'static str,
    pub(crate) status: &'static str,
    pub(crate) applied: Day,
    pub(crate) granted: Option<Day>,
    pub(crate) origin: &'static str,
    pub(crate) rank: i64,
    pub(crate) main: bool,
    pub(crate) used_for_title: bool,
    pub(crate) in_product: bool,
    pub(crate) beneficial: bool,
    pub(crate) high_value: bool,
}

/// 科技成果转化.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transfer {
    pub(crate) result: String,
    pub(crate) product: String,
    pub(crate) on: Day,
}

/// Something that a government or a body recognised: 科技奖励, 研发机构 or 标准制定.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Honour {
    pub(crate) title: String,
    pub(crate) level: &'static str,
    pub(crate) rank: i64,
    pub(crate) on: Day,
}

/// 股权融资.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Financing {
    /// In fen.
    pub(crate) amount: i64,
    pub(crate) qualified: bool,
    pub(crate) paid: Day,
    pub(crate) investor: String,
}

/// All lists of a firm; an empty one was stated to be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Records {
    pub(crate) ip: Vec<Ip>,
    pub(crate) transfers: Vec<Transfer>,
    pub(crate) awards: Vec<Honour>,
    pub(crate) platforms: Vec<Honour>,
    pub(crate) standards: Vec<Honour>,
    pub(crate) financings: Vec<Financing>,
    pub(crate) titles: Vec<Title>,
}

/// From the day a firm was registered to the day it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Life {
    pub(crate) born: Day,
    pub(crate) on: Day,
}

impl Life {
    /// A day of it, from `least` to `most` days ago as far as the firm is that old.
    pub(crate) fn ago(self, rng: &mut Rng, least: i64, most: i64) -> Day {
        earlier(self.on, rng.between(least, most)).max(self.born)
    }
}

impl Records {
    /// The lists of a firm that lived `life`, by its figures of the last years.
    pub(crate) fn draw(rng: &mut Rng, life: Life, years: &[Option<Figures>]) -> Self {
        let Some(last) = years.last().and_then(Option::as_ref) else { return Self::default() };
        let before = years.iter().rev().nth(1).and_then(Option::as_ref);
        let strength = strength(last);
        let ip = ips(rng, life, strength);
        let platforms =
            if rng.chance(4 * strength) { vec![platform(rng, life)] } else { Vec::new() };
        let awards = if rng.chance(2 * strength) { vec![award(rng, life)] } else { Vec::new() };
        let standards =
            if rng.chance(3 * strength) { vec![standard(rng, life)] } else { Vec::new() };
        let financings = if rng.chance(12) { vec![financing(rng, life)] } else { Vec::new() };
        let transfers = transfers(rng, life, strength);
        let standing = title::Standing { last, before, ip: &ip, transfers: transfers.len() };
        Self {
            titles: title::draw(rng, life, &standing),
            transfers,
            ip,
            awards,
            platforms,
            standards,
            financings,
        }
    }
}

impl Records {
    /// Sees that it has what a title asks for: rights that support the main product, one of them
    /// an invention, and five results a year that became products.
    pub(crate) fn support_a_title(&mut self, rng: &mut Rng, life: Life) {
        for category in ["发明专利", "实用新型", "实用新型", "软件著作权", "软件著作权"]
        {
            let right = core_right(rng, life, category);
            self.ip.push(right);
        }
        let count = 15 + rng.below(10);
        self.transfers = transferred(rng, life, count);
    }
}

impl Records {
    /// Sees that it has two more inventions for its main product.
    pub(crate) fn lead_a_market(&mut self, rng: &mut Rng, life: Life) {
        for _ in 0..2 {
            self.ip.push(core_right(rng, life, "发明专利"));
        }
    }
}

/// A right of its own that supports the main product.
fn core_right(rng: &mut Rng, life: Life, category: &'static str) -> Ip {
    let applied = life.ago(rng, 1_000, 2_500);
    Ip {
        category,
        status: "有效",
        applied,
        granted: Some(later(applied, 700).min(life.on)),
        origin: "自主研发",
        rank: 1,
        main: true,
        used_for_title: false,
        in_product: true,
        beneficial: true,
        ..ip(rng, life)
    }
}

/// From 0 to 8, by research of revenue.
fn strength(last: &Figures) -> i64 {
    if last.revenue == 0 { 0 } else { (last.research * 100 / last.revenue).clamp(0, 8) }
}

fn ips(rng: &mut Rng, life: Life, strength: i64) -> Vec<Ip> {
    let count = rng.below(1 + 2 * strength);
    (0..count).map(|_| ip(rng, life)).collect()
}

fn ip(rng: &mut Rng, life: Life) -> Ip {
    let category = match rng.below(100) {
        ..22 => "发明专利",
        22..62 => "实用新型",
        62..70 => "外观设计",
        70..97 => "软件著作权",
        97.. => "集成电路布图设计",
    };
    let status = match rng.below(100) {
        ..82 => "有效",
        82..94 => "申请中",
        94.. => "失效",
    };
    let applied = life.ago(rng, 200, 2_500);
    let wait =
        if category == "发明专利" { rng.between(400, 900) } else { rng.between(60, 300) };
    let granted = later(applied, wait);
    let status = if granted > life.on { "申请中" } else { status };
    let own = rng.chance(88);
    let valid = status == "有效";
    Ip {
        number: format!("SL{}{:08}", applied.year(), rng.below(100_000_000)),
        category,
        status,
        applied,
        granted: (status != "申请中").then_some(granted),
        origin: if own { "自主研发" } else { "受让" },
        rank: if own { 1 } else { rng.between(1, 4) },
        main: rng.chance(80),
        used_for_title: rng.chance(10),
        in_product: valid && rng.chance(85),
        beneficial: valid && rng.chance(75),
        high_value: valid && category == "发明专利" && rng.chance(15),
    }
}

/// Transformations of the last three complete years.
fn transfers(rng: &mut Rng, life: Life, strength: i64) -> Vec<Transfer> {
    let count = rng.between(2 * strength, 1 + 5 * strength);
    transferred(rng, life, count)
}

fn transferred(rng: &mut Rng, life: Life, count: i64) -> Vec<Transfer> {
    let last = Year::last_complete(life.on);
    (1..=count)
        .map(|number| Transfer {
            result: format!("示例成果{number}"),
            product: format!("示例产品{}", (number + 1) / 2),
            on: later(last.back(2).starts(), rng.below(1_095)).max(life.born),
        })
        .collect()
}

fn level(rng: &mut Rng) -> &'static str {
    match rng.below(10) {
        ..1 => "国家级",
        1..5 => "省部级",
        5..9 => "市级",
        9.. => "市级以下",
    }
}

fn award(rng: &mut Rng, life: Life) -> Honour {
    let day = life.ago(rng, 30, 2_200);
    Honour {
        title: format!("示例科学技术奖{}年度", day.year()),
        level: level(rng),
        rank: rng.between(1, 6),
        on: day,
    }
}

fn platform(rng: &mut Rng, life: Life) -> Honour {
    let title = match rng.below(3) {
        0 => "示例企业技术中心",
        1 => "示例工程技术研究中心",
        _ => "示例重点实验室",
    };
    let day = life.ago(rng, 60, 1_800);
    Honour { title: title.to_owned(), level: level(rng), rank: 1, on: day }
}

fn standard(rng: &mut Rng, life: Life) -> Honour {
    let level = match rng.below(10) {
        0 => "国际标准",
        1..4 => "国家标准",
        4..7 => "行业标准",
        _ => "团体标准",
    };
    let day = life.ago(rng, 60, 2_400);
    let title = format!("示例标准 {}—{}", rng.between(1_000, 9_999), day.year());
    Honour { title, level, rank: rng.between(1, 9), on: day }
}

/// From a million yuan to a hundred million, in steps of half a million.
fn financing(rng: &mut Rng, life: Life) -> Financing {
    Financing {
        amount: rng.between(2, 200) * 50 * WAN,
        qualified: rng.chance(80),
        paid: life.ago(rng, 20, 1_500),
        investor: format!("示例{}号创业投资基金", rng.between(1, 30)),
    }
}
