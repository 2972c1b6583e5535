//! What each of the four sources says of a year: not always the same.

use super::entity::{Entity, Figured};
use crate::figures::{Figures, share};
use crate::firm::YEARS;
use crate::rng::Rng;

/// A source of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feed {
    /// 税务数据交换.
    Tax,
    /// 市场主体登记与年报.
    Market,
    /// 企业填报.
    Report,
    /// 统计调查.
    Survey,
}

impl Feed {
    /// As the pack packs/demo names it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Tax => "demo/tax",
            Self::Market => "demo/market",
            Self::Report => "demo/report",
            Self::Survey => "demo/survey",
        }
    }

    fn stream(self) -> u64 {
        match self {
            Self::Tax => 0x7A,
            Self::Market => 0x3A,
            Self::Report => 0x4E,
            Self::Survey => 0x5C,
        }
    }
}

/// The figures of the year so many before the last complete one, where there were any.
pub(crate) fn truth(entity: &Entity, back: u8) -> Option<Figures> {
    let years = &entity.figured.as_ref()?.firm.years;
    *years.get((YEARS - 1).checked_sub(usize::from(back))?)?
}

/// The figures as a source has them at first.
pub(crate) fn told(feed: Feed, entity: &Entity, back: u8) -> Option<Figures> {
    let Figured { role, .. } = entity.figured.as_ref()?;
    let mut year = truth(entity, back)?;
    let stream = u64::from(entity.number) * 4 + u64::from(back);
    let mut rng = Rng::of(entity.seed ^ feed.stream(), stream);
    match feed {
        // Returns are exact; some were wrong at first.
        Feed::Tax if role.corrected && back == 1 => year.sell(9_700),
        Feed::Tax => {}
        Feed::Market => {
            // Some report their sales with the value-added tax, some count heads another day.
            if rng.chance(4) {
                let gross = rng.between(10_300, 11_300);
                year.sell(gross);
            }
            if rng.chance(3) {
                year.assets = share(year.assets, rng.between(9_300, 10_700));
            }
            if rng.chance(5) {
                year.staff += 1 + rng.below(2 + year.staff / 10);
            }
        }
        Feed::Report => {
            // Filled in before the audit, by some.
            if rng.chance(5) {
                let early = rng.between(9_400, 10_500);
                year.sell(early);
            }
            if role.typo && back == 0 {
                year.revenue = year.revenue.saturating_mul(10_000);
                year.sales = year.revenue;
            }
        }
        Feed::Survey => {
            if rng.chance(10) {
                let other = rng.between(9_750, 10_250);
                year.sell(other);
            }
            // All research at the place counts, whoever paid for it.
            year.research = share(year.research, rng.between(10_300, 11_500));
        }
    }
    Some(year)
}

/// The last return as its correction has it, which waits for a second person.
pub(crate) fn pending(entity: &Entity) -> Option<Figures> {
    let mut year = truth(entity, 0)?;
    year.sell(10_400);
    Some(year)
}

impl Figures {
    /// Sales of so many ten-thousandths of what they were.
    fn sell(&mut self, per10000: i64) {
        // Whole yuan.
        self.revenue = share(self.revenue, per10000) / 100 * 100;
        self.sales = self.revenue;
        self.main = share(self.main, per10000) / 100 * 100;
        self.income = self.income.max(self.revenue);
    }
}
