//! Where a value comes from, as a filled list tells it.

use std::collections::BTreeSet;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The feed, and the department that hands it in.
    pub feed: String,
    /// By which right it is held (取得依据).
    pub basis: String,
    /// Of which time.
    pub period: String,
    /// How final.
    pub stage: String,
    /// 口径, where it is not the dictionary's own.
    pub measure: String,
    /// The cell.
    pub place: String,
    /// The line of the journal.
    pub learnt: String,
}

impl Source {
    /// Says where else it comes from, of a list that several statements make.
    pub(super) fn join(&mut self, places: impl Iterator<Item = String>) {
        let own = self.place.clone();
        let others: BTreeSet<String> = places.filter(|place| *place != own).collect();
        for place in others {
            self.place.push('；');
            self.place.push_str(&place);
        }
    }

    /// As a note beside a cell.
    pub fn note(&self) -> String {
        let mut lines = vec![format!("来源：{}", self.feed)];
        let more = [
            ("所属期", &self.period),
            ("阶段", &self.stage),
            ("口径", &self.measure),
            ("出处", &self.place),
            ("登记", &self.learnt),
        ];
        let told = more.iter().filter(|(_, text)| !text.is_empty());
        lines.extend(told.map(|(name, text)| format!("{name}：{text}")));
        lines.join("\n")
    }
}
