//! Titles that were conferred on invented enterprises, by invented notices.

use base::Day;
use jiff::ToSpan;

use crate::figures::{Figures, WAN};
use crate::firm::earlier;
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
    pub(crate) ip: &'a [Ip],
}

/// A kind of title in the invented zone.
struct Sort {
    kind: &'static str,
    level: &'static str,
    mark: &'static str,
    /// Years it lasts.
    years: i16,
}

const HIGH_TECH: Sort =
    Sort { kind: "高新技术企业", level: "国家级", mark: "GX", years: 3 };
const TECH_SME: Sort =
    Sort { kind: "科技型中小企业", level: "国家级", mark: "KX", years: 1 };
const INNOVATIVE: Sort =
    Sort { kind: "创新型中小企业", level: "省部级", mark: "CX", years: 3 };
const SPECIAL: Sort =
    Sort { kind: "专精特新中小企业", level: "省部级", mark: "ZJ", years: 3 };
const GIANT: Sort =
    Sort { kind: "专精特新小巨人企业", level: "国家级", mark: "JR", years: 3 };

impl Standing<'_> {
    fn research_of_sales_at_least(&self, per100: i64) -> bool {
        self.last.sales > 0 && self.last.research >= self.last.sales / 100 * per100
    }

    fn inventions(&self) -> usize {
        self.ip.iter().filter(|ip| ip.category == "发明专利" && ip.status == "有效").count()
    }

    /// How likely, in per cent, each title is. A rough look and no rule: some firms that would
    /// meet a rule never applied, and some hold a title that their figures no longer support.
    fn odds(&self) -> [(&'static Sort, i64); 5] {
        let (last, ip) = (self.last, !self.ip.is_empty());
        let tech = self.research_of_sales_at_least(4) && last.tech_staff * 10 >= last.staff;
        let small = last.staff <= 500 && last.sales <= 20_000 * WAN;
        let special = self.research_of_sales_at_least(3) && last.revenue >= 1_500 * WAN;
        let giant = special && last.revenue >= 5_000 * WAN && self.inventions() >= 3;
        let odds = |likely: bool, often| if likely { often } else { 6 };
        [
            (&HIGH_TECH, odds(tech && ip, 65)),
            (&TECH_SME, odds(tech && small, 55)),
            (&INNOVATIVE, odds(tech && ip && small, 40)),
            (&SPECIAL, odds(special && self.inventions() >= 1, 40)),
            (&GIANT, if giant { 30 } else { 0 }),
        ]
    }
}

/// The titles of a firm that lived `life`.
pub(crate) fn draw(rng: &mut Rng, life: Life, standing: &Standing) -> Vec<Title> {
    let mut titles = Vec::new();
    for (sort, odds) in standing.odds() {
        let conferred = earlier(life.on, rng.between(30, 365 * i64::from(sort.years) + 200));
        if rng.chance(odds) && conferred > life.born {
            titles.push(title(rng, sort, conferred));
        }
    }
    titles
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
