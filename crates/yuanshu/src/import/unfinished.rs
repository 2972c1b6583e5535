//! Figures of a fiscal year that is not over: they can hardly be those of the whole year.

use std::collections::{BTreeMap, BTreeSet};

use base::{Day, Year};
use pack::feed::Stage;
use store::Standing;
use zone::fact::{Origin, Period, Place};

use crate::read::{Facts, Fault, Note, Understood};

/// The columns of a sheet that give figures of one year.
type Sheets<'a> = BTreeMap<(&'a str, &'a str, i16), BTreeSet<u32>>;

/// What is remarked of each sheet and each such year, at the heading of its years, or of the first
/// column that gives the year's figures. What is expected of a year (预计) may be said before its end.
pub(super) fn remarks(facts: &Facts, origins: &[(Origin, Standing)], today: Day) -> Vec<Fault> {
    let over = Year::last_complete(today).0;
    let mut sheets: Sheets<'_> = BTreeMap::new();
    for (origin, _) in origins {
        if let (Period::Year(year), Place::Column { file, sheet, column }) =
            (origin.period, &origin.place)
            && year > over
            && origin.stage != Stage::Forecast
        {
            sheets.entry((file, sheet, year)).or_default().insert(*column);
        }
    }
    let remark = |((file, sheet, year), columns): ((&str, &str, i16), BTreeSet<u32>)| {
        let here = |one: &&Understood| {
            (one.place.file.as_ref(), one.place.sheet.as_ref()) == (file, sheet)
        };
        let years = facts.understood.iter().filter(here).find(|one| one.fact == "年度");
        let first = || facts.understood.iter().filter(here).find(|one| one.years.contains(&year));
        let at = years.or_else(first)?;
        let count = columns.len();
        let hint = [
            format!(
                "{year} 年到 {today} 还没有过完，这张表有 {count} 列当作 {year} 年全年的数；如是几个月的累计，请不要按年度数导入；如是全年的预计数，请在导入方案里写 stage = \"预计\""
            ),
            format!(
                "{year} is not over on {today}, and {count} columns of the sheet are taken as figures of all of it; do not bring in sums of some months as such; where they are expected of the whole year, write stage = \"预计\" in the plan"
            ),
        ];
        Some(Note::warning("unfinished-year", hint).at(at.place.clone(), &at.header))
    };
    sheets.into_iter().filter_map(remark).collect()
}
