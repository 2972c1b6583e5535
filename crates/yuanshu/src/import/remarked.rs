//! What was remarked of an import, as it is kept with it: the counts of all, and the first.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Counts;
use crate::read::{Fault, Level};
use crate::say::Tongue;

/// The most remarks that are kept with an import.
const KEPT: usize = 1_000;

/// What was remarked of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarked {
    /// Cells that could not be read.
    pub errors: usize,
    /// Cells that were to be looked at.
    pub warnings: usize,
    /// The first remarks.
    pub kept: Vec<Json>,
    /// How its values compared with those that were held; earlier imports do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
}

impl Remarked {
    /// Counts all remarks, and keeps the first.
    pub fn of<'f>(remarks: impl Iterator<Item = &'f Fault>) -> Self {
        let mut remarked = Self { errors: 0, warnings: 0, kept: Vec::new(), counts: None };
        for fault in remarks {
            match fault.level {
                Level::Error => remarked.errors += 1,
                Level::Warning => remarked.warnings += 1,
            }
            if remarked.kept.len() < KEPT {
                remarked.kept.extend(serde_json::to_value(fault.told(Tongue::Chinese)));
            }
        }
        remarked
    }

    /// What was kept; none where that cannot be read, or does not say how many there were.
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(remarked) = serde_json::from_str(text) {
            return Some(remarked);
        }
        // Earlier registers kept the first remarks alone: a full list may have had more.
        let kept: Vec<Json> = serde_json::from_str(text).ok()?;
        if kept.len() >= KEPT {
            return None;
        }
        let of = |level: &str| kept.iter().filter(|one| one["level"] == level).count();
        Some(Self { errors: of("error"), warnings: of("warning"), kept, counts: None })
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        serde_json::json!(self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::read::Place;

    fn fault(level: Level) -> Fault {
        let place =
            Place { file: Arc::from("a.csv"), sheet: Arc::from("a"), cell: "B2".to_owned() };
        let (content, hint) = ("约五百".to_owned(), ["应为数值", "a number is wanted"].into());
        Fault { place, kind: "text-in-number", level, content, hint, beside: None }
    }

    #[test]
    fn more_remarks_than_are_kept_are_counted_all_the_same() {
        let faults = [vec![fault(Level::Error); 1200], vec![fault(Level::Warning); 34]].concat();
        let read = Remarked::read(&Remarked::of(faults.iter()).text()).unwrap();
        assert_eq!((read.errors, read.warnings, read.kept.len()), (1200, 34, 1000));
    }

    #[test]
    fn a_list_of_earlier_is_counted_where_it_is_whole() {
        let few = json!([{ "level": "error" }, { "level": "warning" }, { "level": "error" }]);
        let read = Remarked::read(&few.to_string()).unwrap();
        assert_eq!((read.errors, read.warnings), (2, 1));
        let full = json!(vec![json!({ "level": "error" }); 1000]);
        assert_eq!(Remarked::read(&full.to_string()), None);
        assert_eq!(Remarked::read("什么"), None);
    }
}
