//! A form of one firm a sheet: labels, and the blanks beside or below them.

use std::collections::{HashMap, HashSet};

use base::Unit;
use rule::fact::FactId;

use super::choice::Boxes;
use super::sight::{Tab, Tables};
use crate::read::header::lexicon::Target;
use crate::read::header::word::{whole_year, year_in};
use crate::read::header::{Meaning, units_in};
use crate::write::patch::Shown;

/// A blank of a form, and what belongs into it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// The blank, by row and column.
    pub(super) at: (u32, u32),
    /// What belongs there.
    pub(super) wanted: Wanted,
    /// The label.
    pub(super) label: String,
}

/// What belongs into a blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wanted {
    /// The code or the name of the enterprise.
    Identity(Target),
    /// A fact.
    Fact {
        /// Which.
        fact: FactId,
        /// Of which year, where the form says.
        year: Option<i16>,
        /// In which unit.
        unit: Option<Unit>,
    },
}

/// A form of one firm.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Labels {
    pub(super) spots: Vec<Spot>,
    /// What it says of who it is.
    pub(super) code: String,
    pub(super) name: String,
    /// The year that its title or its name says.
    pub(super) year: Option<i16>,
}

/// Labels of a sheet.
pub(super) struct Finder<'a> {
    pub(super) tab: &'a Tab,
    pub(super) tables: &'a Tables,
    /// The cells that the sheet has, blank ones too.
    pub(super) shown: &'a HashMap<(u32, u32), Shown>,
    units: Vec<Unit>,
    taken: HashSet<(u32, u32)>,
    /// The year of the whole sheet.
    year: Option<i16>,
    /// The last year that is over.
    last: i16,
}

impl<'a> Finder<'a> {
    pub(super) fn new(
        (tab, shown): (&'a Tab, &'a HashMap<(u32, u32), Shown>),
        tables: &'a Tables,
        last: i16,
    ) -> Self {
        let texts: Vec<String> =
            tab.rows.iter().flat_map(|row| &row.cells).map(|(_, raw)| raw.text()).collect();
        let (units, year) = (units_in(&texts), year_of(tab));
        Self { tab, tables, shown, units, taken: HashSet::new(), year, last }
    }

    /// Everything that the sheet asks for.
    pub(super) fn labels(mut self, yearly: &dyn Fn(FactId) -> bool) -> Labels {
        let mut labels = Labels { year: self.year, ..Labels::default() };
        let cells: Vec<((u32, u32), String)> = self
            .tab
            .rows
            .iter()
            .flat_map(|row| {
                row.cells.iter().map(|(column, raw)| ((row.number, *column), raw.text()))
            })
            .filter(|(_, text)| !text.is_empty())
            .collect();
        for (at, text) in &cells {
            self.label(*at, text, (&mut labels, yearly));
        }
        labels
    }

    fn label(
        &mut self,
        at: (u32, u32),
        text: &str,
        (labels, yearly): (&mut Labels, &dyn Fn(FactId) -> bool),
    ) {
        let (head, tail) = inline(text);
        let meaning = stripped(head)
            .into_iter()
            .map(|way| self.tables.label(&way, &self.units))
            .find(Meaning::known);
        let label = head.to_owned();
        match meaning {
            Some(Meaning::Identity(target @ (Target::Code | Target::Name))) => {
                if !tail.is_empty() {
                    return labels.say(target, tail);
                }
                let Some(blank) = self.place(at, true) else { return };
                let said = self.tab.text(blank);
                if said.is_empty() {
                    self.taken.insert(blank);
                    labels.spots.push(Spot { at: blank, wanted: Wanted::Identity(target), label });
                } else {
                    labels.say(target, &said);
                }
            }
            Some(Meaning::Fact { fact, year, unit, .. }) => {
                let years = if yearly(fact) { self.years(at) } else { Vec::new() };
                let own = |blank: (u32, u32), year: Option<i16>, finder: &Self| Spot {
                    at: blank,
                    wanted: Wanted::Fact { fact, year, unit: finder.unit_behind(blank).or(unit) },
                    label: label.clone(),
                };
                if years.is_empty() {
                    let here = Boxes::of(text).map(|_| at);
                    let beside = || self.place(at, false).filter(|_| tail.is_empty());
                    let blank = here.or_else(beside);
                    if let Some(blank) = blank.filter(|blank| self.taken.insert(*blank)) {
                        labels.spots.push(own(blank, year, self));
                    }
                    return;
                }
                for (blank, year) in years {
                    if self.taken.insert(blank) {
                        labels.spots.push(own(blank, Some(year), self));
                    }
                }
            }
            _ => {}
        }
    }

    /// The blanks of a label for several years: to its right under years, or below it beside
    /// years.
    fn years(&self, at: (u32, u32)) -> Vec<((u32, u32), i16)> {
        let (row, first) = self.behind(at);
        let right = (first..self.tab.width().max(first)).filter_map(|column| {
            let cell = self.tab.top((row, column));
            let year = self.above(cell)?;
            (cell == (row, column) && self.is_blank(cell)).then_some((cell, year))
        });
        let right: Vec<((u32, u32), i16)> = right.collect();
        if !right.is_empty() {
            return right;
        }
        let bottom = self.tab.area(at).map_or(at.0, |area| area.bottom);
        let below = (bottom + 1..self.tab.height()).map_while(|row| {
            let cell = (row, at.1);
            let year = self.left(cell)?;
            Some((cell, year))
        });
        below.filter(|(cell, _)| self.is_blank(*cell)).collect()
    }

    /// The year that a heading says: `2024年`, `2024年实际`, `上年`, `第二年` of three; none for
    /// a part of a year.
    fn heading_year(&self, text: &str) -> Option<i16> {
        /// How many years before the sheet's, or before the last that is over.
        const NAMED: [(&str, i16); 9] = [
            ("第三年", 0),
            ("第二年", 1),
            ("第一年", 2),
            ("本年", 0),
            ("本期", 0),
            ("上年", 1),
            ("上一年", 1),
            ("上期", 1),
            ("前年", 2),
        ];
        if let Some(year) = whole_year(text).or_else(|| year_in(text).whole()) {
            return Some(year);
        }
        let bare = text.trim().trim_end_matches(['度', '数', '金', '额']);
        let (_, back) = NAMED.iter().find(|(name, _)| *name == bare)?;
        match (self.year, bare) {
            (Some(year), _) => Some(year - back),
            // 第三年 is the last; what 本年 is a sheet without a year does not say.
            (None, "第一年" | "第二年" | "第三年") => Some(self.last - back),
            (None, "上年" | "上一年") => Some(self.last),
            (None, _) => None,
        }
    }

    /// The year over a cell.
    fn above(&self, at: (u32, u32)) -> Option<i16> {
        let texts = (0..at.0).rev().map(|row| self.tab.text((row, at.1)));
        let first = texts.into_iter().find(|text| !text.is_empty())?;
        self.heading_year(&first)
    }

    /// The year to the left of a cell.
    fn left(&self, at: (u32, u32)) -> Option<i16> {
        let texts = (0..at.1).rev().map(|column| self.tab.text((at.0, column)));
        let first = texts.into_iter().find(|text| !text.is_empty())?;
        self.heading_year(&first)
    }

    /// The cell to the right of a label.
    fn behind(&self, at: (u32, u32)) -> (u32, u32) {
        (at.0, self.tab.area(at).map_or(at.1, |area| area.right) + 1)
    }

    /// Where what a label asks for belongs: to its right, else below it. An identity may be
    /// there already.
    fn place(&self, at: (u32, u32), said: bool) -> Option<(u32, u32)> {
        let right = self.tab.top(self.behind(at));
        let below = (self.tab.area(at).map_or(at.0, |area| area.bottom) + 1, at.1);
        let below = self.tab.top(below);
        let there = |cell: &(u32, u32)| self.shown.contains_key(cell);
        let inside = |cell: &(u32, u32)| cell.0 < self.tab.height() && cell.1 < self.tab.width();
        let free = |cell: &(u32, u32)| self.is_blank(*cell) && !self.taken.contains(cell);
        let filled = |cell: &(u32, u32)| {
            let text = self.tab.text(*cell);
            !text.is_empty() && !self.tables.label(&text, &self.units).known()
        };
        if said && filled(&right) {
            return Some(right);
        }
        let sides = [right, below];
        let mut sides = sides.iter().filter(|cell| free(cell));
        let styled = sides.clone().find(|cell| there(cell));
        let near = styled.or_else(|| sides.clone().find(|cell| inside(cell)));
        match near.or_else(|| sides.next()) {
            Some(cell) => Some(*cell),
            None if said && filled(&below) => Some(below),
            None => None,
        }
    }

    fn is_blank(&self, at: (u32, u32)) -> bool {
        let text = self.tab.text(at);
        let open = text.chars().all(|letter| matches!(letter, '_' | '＿' | ' ' | '/' | '—' | '-'));
        (open || Boxes::of(&text).is_some())
            && !self.shown.get(&at).is_some_and(|shown| shown.formula)
    }

    /// A unit that is written behind a blank.
    fn unit_behind(&self, at: (u32, u32)) -> Option<Unit> {
        Unit::parse(&self.tab.text(self.behind(at)))
    }
}

impl Labels {
    fn say(&mut self, target: Target, text: &str) {
        let slot = if target == Target::Code { &mut self.code } else { &mut self.name };
        if slot.is_empty() {
            text.trim().clone_into(slot);
        }
    }
}

/// The year of a whole sheet: in its name, or in the texts of its first rows.
fn year_of(tab: &Tab) -> Option<i16> {
    let titles = tab.rows.iter().take(4).flat_map(|row| &row.cells);
    let titles = titles.map(|(_, raw)| raw.text()).filter(|text| whole_year(text).is_none());
    std::iter::once(tab.name.clone()).chain(titles).find_map(|text| year_in(&text).whole())
}

/// A label and what is written behind its colon.
fn inline(text: &str) -> (&str, &str) {
    match text.split_once([':', '：']) {
        Some((head, tail)) if !matches!(head.trim(), "其中" | "单位") => {
            (head.trim(), tail.trim().trim_matches(['_', '＿', ' ']))
        }
        _ => (text.trim(), ""),
    }
}

/// A label without its number and without 其中.
fn stripped(text: &str) -> Vec<String> {
    let bare = text.trim();
    let number = |letter: char| {
        letter.is_ascii_digit()
            || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩(（)）.．、 \u{3000}".contains(letter)
    };
    let rest = bare.trim_start_matches(number);
    let inner = rest.strip_prefix("其中").unwrap_or(rest);
    let inner = inner.trim_start_matches([':', '：', ' ', '\u{3000}']);
    let mut ways = vec![bare.to_owned()];
    for way in [rest, inner] {
        if !way.is_empty() && !ways.iter().any(|known| known == way) {
            ways.push(way.to_owned());
        }
    }
    ways
}
