//! The working-day calendar: announced holidays, made-up days, and limits counted in working days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Day;

/// The days of one year that a notice of the State Council's office moved (放假安排).
///
/// A day is filed under the year it lies in, even where the notice for the next year
/// announced it, as 2018-12-31 was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncedYear {
    /// The year.
    pub year: i16,
    /// Days of rest, weekends among them or not.
    #[serde(default)]
    pub holidays: Vec<Day>,
    /// Saturdays and Sundays that are worked in exchange (调休上班).
    #[serde(default)]
    pub makeups: Vec<Day>,
}

/// A day that rests by law in every year, announced or not, such as 1 January.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct YearlyRest {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// Which days are worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    announced: BTreeSet<i16>,
    /// Announced days that differ from Monday to Friday, and whether they are worked.
    moved: BTreeMap<Day, bool>,
    /// By month and day; asked only where no year was announced.
    yearly: BTreeSet<YearlyRest>,
}

/// The last day of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Due {
    /// The last day on which it is kept.
    pub day: Day,
    /// 暂定期限（放假安排未公布）: a later notice may move it, and whoever shows it must say so.
    pub provisional: bool,
}

/// A number of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Worked {
    /// How many.
    pub days: u32,
    /// Whether some of the days counted lie in a year without an announced calendar.
    pub provisional: bool,
}

impl Calendar {
    /// The calendar of the announced `years`.
    ///
    /// # Errors
    /// Every [`CalendarFault`] there is: one slip in a calendar moves every deadline.
    pub fn new(years: Vec<AnnouncedYear>) -> Result<Self, Vec<CalendarFault>> {
        let mut calendar = Self::default();
        let mut faults = Vec::new();
        for year in years {
            if !calendar.announced.insert(year.year) {
                faults.push(CalendarFault::Twice { year: year.year });
            }
            let days = year.holidays.iter().map(|day| (*day, false));
            for (day, worked) in days.chain(year.makeups.iter().map(|day| (*day, true))) {
                if day.year() != year.year {
                    faults.push(CalendarFault::Outside { year: year.year, day });
                }
                if calendar.moved.insert(day, worked) == Some(!worked) {
                    faults.push(CalendarFault::Both { day });
                }
            }
        }
        if faults.is_empty() { Ok(calendar) } else { Err(faults) }
    }

    /// The same calendar, where the days of `yearly` rest in years that are not announced.
    ///
    /// An announced year is left as its notice says.
    #[must_use]
    pub fn resting_yearly(mut self, yearly: impl IntoIterator<Item = YearlyRest>) -> Self {
        self.yearly.extend(yearly);
        self
    }

    /// Whether `day` is worked: as announced; else Monday to Friday but for the days
    /// that rest every year, which is an assumption where the year is not
    /// [announced](Self::announced).
    #[must_use]
    pub fn works(&self, day: Day) -> bool {
        if let Some(worked) = self.moved.get(&day) {
            return *worked;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !weekend && (self.announced(day) || !self.rests_yearly(day))
    }

    /// Whether the holidays of the year of `day` were announced.
    #[must_use]
    pub fn announced(&self, day: Day) -> bool {
        self.announced.contains(&day.year())
    }

    /// The last day of a limit of `days` working days that starts on `from`.
    ///
    /// The first day is not counted (民法典 art. 201). Limits of licensing are in
    /// working days (行政许可法 art. 82).
    ///
    /// Provisional when it runs into a year with no announced calendar: a later
    /// notice may move it, and whoever shows it must say so.
    #[must_use]
    pub fn due(&self, from: Day, days: u16) -> Due {
        let mut due = Due { day: from, provisional: false };
        let mut left = days;
        while left > 0 {
            let Ok(next) = due.day.tomorrow() else {
                return Due { day: due.day, provisional: true };
            };
            due.day = next;
            due.provisional |= !self.announced(next);
            if self.works(next) {
                left -= 1;
            }
        }
        due
    }

    /// The working days after `from` up to `until`, which is counted: none where
    /// `until` is not after `from`.
    ///
    /// It counts as [`due`](Self::due) does: a limit of that many days ends by `until`.
    #[must_use]
    pub fn working_days_between(&self, from: Day, until: Day) -> Worked {
        let mut worked = Worked { days: 0, provisional: false };
        let mut day = from;
        while day < until {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            worked.provisional |= !self.announced(day);
            worked.days += u32::from(self.works(day));
        }
        worked
    }

    fn rests_yearly(&self, day: Day) -> bool {
        self.yearly.contains(&YearlyRest { month: day.month(), day: day.day() })
    }
}

/// What is wrong with an announced calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The same year is announced twice.
    #[error("the year {year} is announced twice")]
    Twice {
        /// That year.
        year: i16,
    },
    /// A day is filed under a year it does not lie in.
    #[error("{day} is filed under {year}")]
    Outside {
        /// The year it is filed under.
        year: i16,
        /// The day.
        day: Day,
    },
    /// A day is said to rest and to be worked.
    #[error("{day} is both a holiday and a made-up workday")]
    Both {
        /// The day.
        day: Day,
    },
}

impl CalendarFault {
    /// In Chinese, with what to do.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Twice { year } => format!("{year}年的放假安排写了两次，请合并为一个文件"),
            Self::Outside { year, day } => {
                format!("{day} 不在{year}年，请写入{}年的放假安排", day.year())
            }
            Self::Both { day } => format!("{day} 既是放假又是调休上班，请对照放假通知只留一项"),
        }
    }

    /// In English, with what to do.
    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Twice { .. } => format!("{self}; keep one file a year"),
            Self::Outside { day, .. } => format!("{self}; file it under {}", day.year()),
            Self::Both { .. } => format!("{self}; keep the one that the notice says"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// 2026 as announced, and the days that rest every year by law.
    fn calendar() -> Calendar {
        let day = |month, day| date(2026, month, day);
        let days = |month, first: i8, last: i8| (first..=last).map(move |on| day(month, on));
        let holidays = days(1, 1, 3)
            .chain(days(2, 15, 23))
            .chain(days(4, 4, 6))
            .chain(days(5, 1, 5))
            .chain(days(6, 19, 21))
            .chain(days(9, 25, 27))
            .chain(days(10, 1, 7))
            .collect();
        let makeups = vec![day(1, 4), day(2, 14), day(2, 28), day(5, 9), day(9, 20), day(10, 10)];
        Calendar::new(vec![AnnouncedYear { year: 2026, holidays, makeups }])
            .expect("the notice is consistent")
            .resting_yearly([YearlyRest { month: 1, day: 1 }])
    }

    fn firm(day: Day) -> Due {
        Due { day, provisional: false }
    }

    #[test]
    fn new_years_day_rests_and_the_sunday_after_is_worked() {
        let works: Vec<bool> = (1..=7).map(|day| calendar().works(date(2026, 1, day))).collect();
        assert_eq!(works, [false, false, false, true, true, true, true]);
    }

    #[test]
    fn a_made_up_sunday_counts() {
        // 1 January rests, Sunday the 4th works in exchange.
        assert_eq!(calendar().due(date(2026, 1, 3), 1), firm(date(2026, 1, 4)));
    }

    #[test]
    fn the_first_day_is_not_counted() {
        // Monday to Tuesday.
        assert_eq!(calendar().due(date(2026, 3, 2), 1), firm(date(2026, 3, 3)));
        // Friday to Monday.
        assert_eq!(calendar().due(date(2026, 3, 6), 1), firm(date(2026, 3, 9)));
        // It is not counted even where it is a holiday.
        assert_eq!(calendar().due(date(2026, 5, 1), 1), firm(date(2026, 5, 6)));
    }

    #[test]
    fn a_limit_over_national_day_skips_it() {
        // Wednesday 30 September; the 8th, 9th and Saturday the 10th are worked.
        assert_eq!(calendar().due(date(2026, 9, 30), 3), firm(date(2026, 10, 10)));
        // The Sunday after is not.
        assert_eq!(calendar().due(date(2026, 9, 30), 4), firm(date(2026, 10, 12)));
    }

    #[test]
    fn a_limit_of_no_days_ends_where_it_starts() {
        assert_eq!(calendar().due(date(2026, 1, 1), 0), firm(date(2026, 1, 1)));
    }

    #[test]
    fn a_day_in_an_unannounced_year_is_provisional() {
        // Friday 1 January 2027 rests by law, announced or not.
        assert_eq!(
            calendar().due(date(2026, 12, 31), 1),
            Due { day: date(2027, 1, 4), provisional: true }
        );
        // Thursday 31 December 2026 is inside what was announced.
        assert_eq!(calendar().due(date(2026, 12, 30), 1), firm(date(2026, 12, 31)));
        assert!(!calendar().announced(date(2027, 1, 1)));
    }

    #[test]
    fn without_any_notice_every_limit_is_provisional() {
        let due = Calendar::default().due(date(2026, 1, 2), 1);
        assert_eq!(due, Due { day: date(2026, 1, 5), provisional: true });
    }

    #[test]
    fn a_limit_stops_at_the_last_day_there_is() {
        assert_eq!(calendar().due(Day::MAX, 1), Due { day: Day::MAX, provisional: true });
    }

    #[test]
    fn working_days_between_two_days_leave_out_the_first() {
        let between = |from, until| calendar().working_days_between(from, until);
        let firm = |days| Worked { days, provisional: false };
        assert_eq!(between(date(2026, 1, 1), date(2026, 1, 9)), firm(6));
        assert_eq!(between(date(2026, 1, 9), date(2026, 1, 9)), firm(0));
        assert_eq!(between(date(2026, 1, 9), date(2026, 1, 1)), firm(0));
        assert_eq!(
            between(date(2026, 12, 30), date(2027, 1, 1)),
            Worked { days: 1, provisional: true }
        );
    }

    #[test]
    fn a_calendar_that_contradicts_itself_is_refused_with_every_reason() {
        let year = |year, holidays, makeups| AnnouncedYear { year, holidays, makeups };
        assert_eq!(
            Calendar::new(vec![
                year(2026, vec![date(2026, 1, 1), date(2027, 1, 1)], vec![date(2026, 1, 4)]),
                year(2025, vec![date(2025, 1, 1)], vec![date(2025, 1, 1)]),
                year(2026, vec![], vec![]),
            ]),
            Err(vec![
                CalendarFault::Outside { year: 2026, day: date(2027, 1, 1) },
                CalendarFault::Both { day: date(2025, 1, 1) },
                CalendarFault::Twice { year: 2026 },
            ])
        );
        let fault = CalendarFault::Outside { year: 2026, day: date(2027, 1, 1) };
        assert_eq!(fault.zh(), "2027-01-01 不在2026年，请写入2027年的放假安排");
        assert_eq!(fault.en(), "2027-01-01 is filed under 2026; file it under 2027");
    }

    #[test]
    fn a_notice_overrules_the_days_that_rest_every_year() {
        let worked = AnnouncedYear { year: 2030, holidays: vec![], makeups: vec![] };
        let calendar = Calendar::new(vec![worked])
            .expect("an empty notice")
            .resting_yearly([YearlyRest { month: 1, day: 1 }]);
        // 1 January 2030 is a Tuesday.
        assert!(calendar.works(date(2030, 1, 1)));
        assert!(!calendar.works(date(2031, 1, 1)));
    }

    proptest! {
        #[test]
        fn a_limit_holds_exactly_its_working_days(start in 0i64..400, days in 0u16..60) {
            let calendar = calendar();
            let from = date(2026, 1, 1).saturating_add(start.days());
            let due = calendar.due(from, days).day;
            let worked = from
                .series(1.day())
                .skip(1)
                .take_while(|day| *day <= due)
                .filter(|day| calendar.works(*day))
                .count();
            prop_assert_eq!(worked, usize::from(days));
            prop_assert!(days == 0 || calendar.works(due));
        }

        #[test]
        fn the_days_between_a_start_and_its_due_day_are_the_limit(start in 0i64..800, days in 0u16..300) {
            let calendar = calendar();
            let from = date(2025, 6, 1).saturating_add(start.days());
            let due = calendar.due(from, days);
            let worked = Worked { days: u32::from(days), provisional: due.provisional };
            prop_assert_eq!(calendar.working_days_between(from, due.day), worked);
        }

        #[test]
        fn a_longer_limit_is_never_due_earlier(start in 0i64..400, days in 0u16..300) {
            let calendar = calendar();
            let from = date(2026, 1, 1).saturating_add(start.days());
            let (shorter, longer) = (calendar.due(from, days), calendar.due(from, days + 1));
            prop_assert!(shorter.day < longer.day);
            prop_assert!(longer.provisional || !shorter.provisional);
        }

        #[test]
        fn two_limits_in_a_row_are_one(start in 0i64..400, first in 0u16..99, second in 0u16..99) {
            let calendar = calendar();
            let from = date(2026, 1, 1).saturating_add(start.days());
            let then = calendar.due(calendar.due(from, first).day, second);
            prop_assert_eq!(then.day, calendar.due(from, first + second).day);
        }
    }
}
