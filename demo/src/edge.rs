//! Firms that stand exactly on a figure that rules like to name, or one step beside it.
//!
//! The figures are round ones of the kind that policies compare with. They decide nothing: when
//! a rule changes, its firms here merely stand on an edge no more.

use crate::figures::{Figures, WAN, share};

/// One firm in seven stands on an edge.
const EVERY: u32 = 7;

/// Where a firm stands on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// 500 heads, 20,000 万元 of sales and of assets.
    LargestSmall,
    /// The same with one head more.
    OneHeadMore,
    /// 5,000 万元 of sales and three years of research at 5 % of them to the fen.
    ResearchAtFive,
    /// The same with one fen less in the last year.
    OneFenLess,
    /// 20,000 万元 of sales and three years of research at 4 %.
    ResearchAtFour,
    /// One head in ten is 科技人员.
    TechStaffAtTen,
    /// One 科技人员 fewer.
    OneTechHeadFewer,
    /// High-tech products are 60 % of the income.
    HightechAtSixty,
    /// Research at home is 60 % of it.
    HomeAtSixty,
    /// Liabilities are 55 % of assets.
    DebtAtFiftyFive,
    /// 1,500 万元 of revenue, four fifths of it the main business, liabilities at 80 %.
    SmallSpecialist,
    /// 5,000 万元 of revenue, nine tenths of it the main business, liabilities at 75 %, research of
    /// 600 万元 in each of the last years.
    Giant,
    /// 300 heads, 2,000 万元 of revenue, all of it the main business.
    MediumFactory,
    /// 3,000,000 元 of taxable income, 300 heads, 5,000 万元 of assets.
    LowProfit,
}

const ALL: [Edge; 14] = [
    Edge::LargestSmall,
    Edge::OneHeadMore,
    Edge::ResearchAtFive,
    Edge::OneFenLess,
    Edge::ResearchAtFour,
    Edge::TechStaffAtTen,
    Edge::OneTechHeadFewer,
    Edge::HightechAtSixty,
    Edge::HomeAtSixty,
    Edge::DebtAtFiftyFive,
    Edge::SmallSpecialist,
    Edge::Giant,
    Edge::MediumFactory,
    Edge::LowProfit,
];

impl Edge {
    /// The edge of firm `number`, if it stands on one.
    pub(crate) fn of(number: u32) -> Option<Self> {
        if number % EVERY == EVERY / 2 { Self::numbered(number / EVERY) } else { None }
    }

    /// The edge of a number: each has its turn.
    pub(crate) fn numbered(number: u32) -> Option<Self> {
        ALL.get(usize::try_from(number).ok()? % ALL.len()).copied()
    }

    /// The heads it needs.
    pub(crate) fn staff(self) -> Option<i64> {
        match self {
            Self::LargestSmall => Some(500),
            Self::OneHeadMore => Some(501),
            Self::TechStaffAtTen | Self::OneTechHeadFewer => Some(120),
            Self::MediumFactory | Self::LowProfit => Some(300),
            Self::ResearchAtFive
            | Self::OneFenLess
            | Self::ResearchAtFour
            | Self::HightechAtSixty
            | Self::HomeAtSixty
            | Self::DebtAtFiftyFive
            | Self::SmallSpecialist
            | Self::Giant => None,
        }
    }

    /// The sales of its last year, in 万元.
    pub(crate) fn sales(self) -> Option<i64> {
        match self {
            Self::LargestSmall | Self::OneHeadMore | Self::ResearchAtFour => Some(20_000),
            Self::ResearchAtFive | Self::OneFenLess | Self::Giant => Some(5_000),
            Self::SmallSpecialist => Some(1_500),
            Self::MediumFactory => Some(2_000),
            Self::LowProfit => Some(6_000),
            Self::TechStaffAtTen
            | Self::OneTechHeadFewer
            | Self::HightechAtSixty
            | Self::HomeAtSixty
            | Self::DebtAtFiftyFive => None,
        }
    }

    /// Moves the figures onto the edge, the last year being the last of `years`.
    pub(crate) fn place(self, years: &mut [Figures]) {
        for figures in years.iter_mut() {
            self.every_year(figures);
        }
        if let Some(last) = years.last_mut() {
            self.last_year(last);
        }
    }

    fn every_year(self, year: &mut Figures) {
        match self {
            Self::ResearchAtFive | Self::OneFenLess => year.research_at(500),
            Self::ResearchAtFour => year.research_at(400),
            Self::Giant => year.research_is(600 * WAN),
            Self::LargestSmall
            | Self::OneHeadMore
            | Self::TechStaffAtTen
            | Self::OneTechHeadFewer
            | Self::HightechAtSixty
            | Self::HomeAtSixty
            | Self::DebtAtFiftyFive
            | Self::SmallSpecialist
            | Self::MediumFactory
            | Self::LowProfit => {}
        }
    }

    fn last_year(self, year: &mut Figures) {
        match self {
            Self::LargestSmall | Self::OneHeadMore => {
                year.assets = 20_000 * WAN;
                year.assets_quarterly = 19_600 * WAN;
                year.liabilities = 9_000 * WAN;
            }
            Self::OneFenLess => {
                year.research_hightech -= 1;
                year.research_home -= 1;
            }
            Self::TechStaffAtTen => year.tech_staff_is(year.staff / 10),
            Self::OneTechHeadFewer => year.tech_staff_is(year.staff / 10 - 1),
            Self::HightechAtSixty => {
                year.income = share(year.income, 10_000) / 100 * 100;
                year.hightech = share(year.income, 6_000);
            }
            Self::HomeAtSixty => {
                year.research_hightech = year.research_hightech / 100 * 100;
                year.research_home = share(year.research_hightech, 6_000);
            }
            Self::DebtAtFiftyFive => year.debt_at(5_500),
            Self::SmallSpecialist => {
                year.main = share(year.revenue, 8_000);
                year.debt_at(8_000);
            }
            Self::Giant => {
                year.main = share(year.revenue, 9_000);
                year.debt_at(7_500);
            }
            Self::MediumFactory => {
                year.main = year.revenue;
                year.staff_end = 300;
            }
            Self::LowProfit => {
                year.taxable = 300 * WAN;
                year.staff_quarterly = 300 * 100;
                year.assets_quarterly = 5_000 * WAN;
            }
            Self::ResearchAtFive | Self::ResearchAtFour => {}
        }
    }
}

impl Figures {
    fn research_at(&mut self, per10000: i64) {
        self.research_is(share(self.sales, per10000));
    }

    fn research_is(&mut self, fen: i64) {
        self.research = fen;
        self.research_hightech = fen;
        self.research_home = fen;
        self.research_deduct = fen;
        self.capitalised = 0;
        self.amortised = 0;
    }

    fn tech_staff_is(&mut self, heads: i64) {
        self.tech_staff = heads;
        self.research_staff = self.research_staff.min(heads);
        self.fulltime = self.fulltime.min(self.research_staff);
        self.graduates = self.graduates.min(heads);
    }

    fn debt_at(&mut self, per10000: i64) {
        self.assets = self.assets / 10_000 * 10_000;
        self.liabilities = share(self.assets, per10000);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_years_of_research_are_five_per_cent_to_the_fen() {
        let year = Figures { sales: 5_000 * WAN, ..Figures::default() };
        let mut years = [Figures { sales: 4_321 * WAN, ..year }, year, year];
        Edge::ResearchAtFive.place(&mut years);
        assert_eq!(
            years.map(|year| year.research_hightech),
            [21_605_000 * 10, 250 * WAN, 250 * WAN]
        );
        Edge::OneFenLess.place(&mut years);
        assert_eq!(years.map(|year| year.research_hightech)[2], 250 * WAN - 1);
    }

    #[test]
    fn the_largest_small_firm_is_on_three_limits_at_once() {
        let mut years = [Figures { staff: 500, ..Figures::default() }];
        Edge::LargestSmall.place(&mut years);
        assert_eq!(
            (Edge::LargestSmall.staff(), Edge::LargestSmall.sales(), years[0].assets),
            (Some(500), Some(20_000), 20_000 * WAN)
        );
    }

    #[test]
    fn every_seventh_firm_stands_on_an_edge() {
        let edges: Vec<Option<Edge>> = (0..18).map(Edge::of).collect();
        let mut want = vec![None; 18];
        want[3] = Some(Edge::LargestSmall);
        want[10] = Some(Edge::OneHeadMore);
        want[17] = Some(Edge::ResearchAtFive);
        assert_eq!(edges, want);
        assert_eq!(Edge::of(3 + 7 * 14), Some(Edge::LargestSmall));
    }
}
