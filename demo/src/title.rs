//! Titles that were conferred on invented enterprises, by invented notices.

use base::Day;
use jiff::ToSpan;

use crate::figures::{Figures, WAN};
use crate::firm::{earlier, later};
use crate::record::{Ip, Life};
use crate::rng::Rng;

/// 资质称号.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) kind: &'static str,
    pub(crate) level: &'static str,
    pub(crate) conferred: Day,
    pub(crate) expires: Day,
    /// 文号, which says that it is invented.
    pub(crate) notice: String,
    pub(crate) number: String,
    pub(crate) mode: &'static str,
}

/// What makes a title likely.
pub(crate) struct Standing<'a> {
    pub(crate) last: &'a Figures,
    pub(crate) before: Option<&'a Figures>,
    pub(crate) ip: &'a [Ip],
    /// How many results it brought to use in three years.
    pub(crate) transfers: usize,
}

/// A kind of title in the invented zone.
pub(crate) struct Sort {
    kind: &'static str,
    level: &'static str,
    mark: &'static str,
    /// Years it lasts.
    years: i16,
}

pub(crate) const HIGH_TECH: Sort =
    Sort { kind: "高新技术企业", level: "国家级", mark: "GX", years: 3 };
pub(crate) const TECH_SME: Sort =
    Sort { kind: "科技型中小企业", level: "国家级", mark: "KX", years: 1 };
pub(crate) const INNOVATIVE: Sort =
    Sort { kind: "创新型中小企业", level: "省部级", mark: "CX", years: 3 };
pub(crate) const SPECIAL: Sort =
    Sort { kind: "专精特新中小企业", level: "省部级", mark: "ZJ", years: 3 };
pub(crate) const GIANT: Sort =
    Sort { kind: "专精特新小巨人企业", level: "国家级", mark: "JR", years: 3 };

impl Standing<'_> {
    fn research_of_sales_at_least(&self, per100: i64) -> bool {
        self.last.sales > 0 && self.last.research >= self.last.sales / 100 * per100
    }

    fn inventions(&self) -> usize {
        self.ip.iter().filter(|ip| ip.category == "发明专利" && ip.status == "有效").count()
    }

    /// How likely, in per cent, a title is for a firm that holds those before it. A rough look
    /// and no rule: some firms that would meet a rule never applied, and a few hold a title that
    /// their figures no longer support.
    fn odds(&self, sort: &Sort, held: &[Title]) -> i64 {
        let last = self.last;
        let tech = self.research_of_sales_at_least(4) && last.tech_staff * 10 >= last.staff;
        let small = last.staff <= 500 && last.sales <= 20_000 * WAN;
        let holds = |sort: &Sort| held.iter().any(|title| title.kind == sort.kind);
        let (likely, often) = match sort.mark {
            "GX" => (tech && self.thrives(), 90),
            "KX" => (tech && small, 55),
            "CX" => (tech && small && self.grows() && self.applies_inventions(), 70),
            "ZJ" => (
                self.steady() && self.applies_inventions() && self.research_of_sales_at_least(3),
                75,
            ),
            _ => (self.inventions() >= 3 && last.revenue >= 5_000 * WAN, 40),
        };
        // Nobody climbs the ladder from the middle.
        let may = match sort.mark {
            "ZJ" => holds(&TECH_SME) || holds(&INNOVATIVE),
            "JR" => holds(&SPECIAL),
            _ => true,
        };
        match (may, likely) {
            (false, _) => 0,
            (true, true) => often,
            (true, false) => 2,
        }
    }

    /// Sells what it invents, and brings much of it to use.
    fn thrives(&self) -> bool {
        let last = self.last;
        let sells = last.hightech * 10 >= last.income * 6;
        let home = last.research_home * 10 >= last.research_hightech * 6;
        sells && home && self.grows() && self.research_of_sales_at_least(5) && self.transfers >= 12
    }

    fn grows(&self) -> bool {
        self.before.is_none_or(|before| self.last.revenue * 20 > before.revenue * 21)
    }

    /// Lives of one line of business, and owes no more than it can bear.
    fn steady(&self) -> bool {
        let last = self.last;
        let before = self.before.is_some_and(|before| before.research >= 100 * WAN);
        let one_line = last.main * 10 >= last.revenue * 8;
        before && one_line && last.liabilities * 10 <= last.assets * 7 && last.revenue > 1_500 * WAN
    }

    /// Holds an invention that its main product uses and that earns.
    fn applies_inventions(&self) -> bool {
        let earns = |ip: &Ip| ip.main && ip.in_product && ip.beneficial;
        let valid = self.ip.iter().filter(|ip| ip.category == "发明专利" && ip.status == "有效");
        valid.into_iter().any(earns) && self.last.research >= 100 * WAN
    }
}

/// The titles of a firm that lived `life`.
pub(crate) fn draw(rng: &mut Rng, life: Life, standing: &Standing) -> Vec<Title> {
    let mut titles = Vec::new();
    for sort in [&HIGH_TECH, &TECH_SME, &INNOVATIVE, &SPECIAL, &GIANT] {
        let conferred = earlier(life.on, rng.between(30, 365 * i64::from(sort.years) + 60));
        if rng.chance(standing.odds(sort, &titles)) && conferred > life.born {
            titles.push(title(rng, sort, conferred));
        }
    }
    titles
}

impl Sort {
    /// One that is valid on the day that `life` is looked at.
    pub(crate) fn valid(&self, rng: &mut Rng, life: Life) -> Title {
        let days = 365 * i64::from(self.years) - 10;
        let conferred = earlier(life.on, rng.between(20, days)).max(later(life.born, 1));
        title(rng, self, conferred)
    }

    /// One that ran out within the last year.
    pub(crate) fn expired(&self, rng: &mut Rng, life: Life) -> Title {
        let days = 366 * i64::from(self.years);
        let conferred = earlier(life.on, days + rng.between(1, 300)).max(later(life.born, 1));
        title(rng, self, conferred)
    }
}

fn title(rng: &mut Rng, sort: &Sort, conferred: Day) -> Title {
    let expires = conferred
        .checked_add(sort.years.years())
        .and_then(|day| day.checked_sub(1.day()))
        .unwrap_or(conferred);
    let year = conferred.year();
    let mode = match rng.below(10) {
        ..6 => "首次认定",
        6..9 => "重新认定",
        9.. => "整体迁入",
    };
    Title {
        kind: sort.kind,
        level: sort.level,
        conferred,
        expires,
        notice: format!("示例公告〔{year}〕{}号（虚构）", rng.between(1, 99)),
        number: format!("SL{}{year}{:05}", sort.mark, rng.below(100_000)),
        mode,
    }
}
