//! A form of one firm a sheet: labels, and the blanks or values beside or below them.

mod left;
mod whole;

use std::collections::{HashMap, HashSet};

use base::Unit;
use pack::feed::Stage;
use rule::fact::FactId;

use super::choice::Boxes;
use super::dictionary::Dictionary;
use super::header::lexicon::{Lexicon, Target};
use super::header::period::{whole_year, year_in};
use super::header::span::Span;
use super::header::stage::staged;
use super::header::word::{stripped, years_back};
use super::header::{Meaning, label};
use super::tab::Tab;
pub(crate) use left::{Lacks, Partial, Unfit};
use whole::{part_of, stage_of, units_of};

/// A cell of a form, and what belongs or stands there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    /// The cell, by row and column; that of the label where both are in one.
    pub(crate) at: (u32, u32),
    /// What belongs there.
    pub(crate) wanted: Wanted,
    /// The label.
    pub(crate) label: String,
}

/// What belongs or stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wanted {
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
        /// Nothing says the unit, and its figures could be taken for another size.
        assumed: bool,
        /// In which stage (阶段), where its label or the heading of its year says.
        stage: Option<Stage>,
    },
}

/// What the heading over or beside a value says of it.
#[derive(Clone, Copy)]
struct Dated {
    year: i16,
    stage: Option<Stage>,
}

/// A form of one firm.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Labels {
    pub(crate) spots: Vec<Spot>,
    /// What it says of who it is, and where; empty where it does not.
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) who: HashMap<Target, (u32, u32)>,
    /// It says so to the right of a label, as no heading of a table does.
    pub(crate) beside: bool,
    /// It says so below a label, as headings of tables do.
    pub(crate) below: bool,
    /// The year that its title or its name says.
    pub(crate) year: Option<i16>,
    /// The stage (阶段) that they say.
    pub(crate) stage: Option<Stage>,
    /// Words beside blanks that mean nothing known, in a column of labels that do.
    pub(crate) unknown: Vec<((u32, u32), String)>,
    /// Labels of facts whose unit the sheet says and that cannot be theirs, and what stands beside.
    pub(crate) unfit: Vec<Unfit>,
    /// What says that all its figures are of a part of a year, if anything does.
    pub(crate) part: Option<String>,
    /// Facts of years that are asked for or said of a part of one.
    pub(crate) partial: Vec<Partial>,
}

/// What is looked for beside labels.
#[derive(Clone, Debug)]
pub(crate) enum Sought {
    /// Blanks to be filled in: the cells that the sheet has, blank ones too, and whether a
    /// formula fills them.
    Blanks(HashMap<(u32, u32), bool>),
    /// What was filled in.
    Values,
}

/// Labels of a sheet.
pub(crate) struct Finder<'a> {
    tab: &'a Tab,
    words: (&'a Lexicon, &'a Dictionary),
    sought: Sought,
    units: Vec<Unit>,
    /// A unit of money that it says and that is none of ours.
    strange: Option<String>,
    /// The cells that are labels, and what each means.
    labels: HashMap<(u32, u32), Meaning>,
    taken: HashSet<(u32, u32)>,
    /// The year of the whole sheet.
    year: Option<i16>,
    /// What says that it is of a part of one.
    part: Option<String>,
    /// The last year that is over.
    last: i16,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(
        (tab, sought): (&'a Tab, Sought),
        words: (&'a Lexicon, &'a Dictionary),
        last: i16,
    ) -> Self {
        let (labels, taken) = (HashMap::new(), HashSet::new());
        let (units, strange) = (Vec::new(), None);
        let mut finder = Self {
            tab,
            words,
            sought,
            units,
            strange,
            labels,
            taken,
            year: None,
            part: None,
            last,
        };
        finder.labels = finder.meanings();
        let of_title = |means: &Meaning| {
            let times = [Target::Year, Target::Period, Target::Stage, Target::Ordinal]
                .map(Meaning::Identity);
            times.contains(means)
        };
        let asking = finder.labels.iter().filter(|(_, means)| !of_title(means));
        let first = asking.map(|(at, _)| at.0).min();
        (finder.units, finder.strange) = units_of(tab, first);
        finder.labels = finder.meanings();
        let (said, span) = finder.span().unzip();
        let of_span = || if let Some(Span::Whole(year)) = span { year } else { None };
        finder.year = finder.year_beside().or_else(of_span).or_else(|| finder.year_of());
        finder.part = said.filter(|_| span == Some(Span::Part)).or_else(|| part_of(tab));
        finder
    }

    /// The cells that are labels, and what each means.
    fn meanings(&self) -> HashMap<(u32, u32), Meaning> {
        let cells = self.tab.rows.iter().flat_map(|row| {
            row.cells.iter().map(|(column, raw)| ((row.number, *column), raw.text()))
        });
        cells.filter_map(|(at, text)| Some((at, self.meaning(&text)?))).collect()
    }

    /// What a label means, whatever stands behind its colon.
    fn meaning(&self, text: &str) -> Option<Meaning> {
        let (head, _) = inline(text);
        let ways = stripped(head).into_iter();
        let units = (self.units.as_slice(), self.strange.as_deref());
        ways.map(|way| label(&way, units, self.words)).find(Meaning::known)
    }

    /// Everything that the sheet asks for.
    pub(crate) fn labels(mut self, yearly: &dyn Fn(FactId) -> bool) -> Labels {
        let stage = stage_of(self.tab);
        let (year, part) = (self.year, self.part.clone());
        let mut labels = Labels { year, stage, part, ..Labels::default() };
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
        let columns: HashSet<u32> = self.labels.keys().map(|at| at.1).collect();
        // What stands above all labels is the title.
        let first = self.labels.keys().map(|at| at.0).min().unwrap_or(0);
        let unknown = cells.into_iter().filter(|(at, text)| {
            let beside = at.0 >= first && columns.contains(&at.1);
            beside && !self.is_label(*at) && self.asks(*at, text)
        });
        labels.unknown = unknown.collect();
        labels
    }

    /// Whether words that mean nothing known ask for something: a blank stands to their right.
    fn asks(&self, at: (u32, u32), text: &str) -> bool {
        /// More is a sentence.
        const LONGEST: usize = 30;
        let Sought::Blanks(cells) = &self.sought else { return false };
        let blank = self.beside(at);
        let open = blank.0 == at.0 && (cells.contains_key(&blank) || blank.1 < self.tab.width());
        let words = text.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii());
        let label = (2..=LONGEST).contains(&words.count()) && !text.contains(['。', '；']);
        let said = self.heading_year(text).is_some() || Unit::parse(text).is_some();
        label && !said && open && !self.taken.contains(&blank) && self.fits(blank)
    }

    fn label(
        &mut self,
        at: (u32, u32),
        text: &str,
        (labels, yearly): (&mut Labels, &dyn Fn(FactId) -> bool),
    ) {
        let (head, tail) = inline(text);
        let label = head.to_owned();
        match self.labels.get(&at).cloned() {
            Some(Meaning::Identity(target @ (Target::Code | Target::Name))) => {
                if !tail.is_empty() {
                    return labels.say(target, tail, (at, at));
                }
                let Some(blank) = self.place(at, true) else { return };
                let said = self.tab.text(blank);
                if said.is_empty() {
                    self.taken.insert(blank);
                    labels.spots.push(Spot { at: blank, wanted: Wanted::Identity(target), label });
                } else {
                    labels.say(target, &said, (at, blank));
                }
            }
            Some(Meaning::Fact { fact, year, unit, assumed }) => {
                let yearly = yearly(fact);
                let wanted = Wanted::Fact { fact, year, unit, assumed, stage: None };
                self.figures((at, text), (wanted, yearly), labels);
            }
            Some(Meaning::WrongUnit { fact, unit }) => {
                let asked = if tail.is_empty() { self.place(at, false) } else { Some(at) };
                labels.unfit.extend(asked.map(|blank| Unfit {
                    at: [at, blank],
                    label,
                    fact,
                    unit,
                }));
            }
            _ => {}
        }
    }

    /// The spots of a label of a fact: one, or one a year.
    fn figures(
        &mut self,
        (at, text): ((u32, u32), &str),
        (wanted, yearly): (Wanted, bool),
        labels: &mut Labels,
    ) {
        let Wanted::Fact { fact, year, unit, assumed, .. } = wanted else { return };
        let (head, tail) = inline(text);
        let (years, parts) =
            if yearly { (self.years(at), self.parts(at)) } else { (Vec::new(), Vec::new()) };
        let said = staged(head).map(|(_, stage)| stage);
        let own = |blank: (u32, u32), (year, stage), finder: &Self| {
            let beside = finder.unit_behind(blank).or(finder.unit_behind(at));
            let (unit, assumed) = (beside.or(unit), beside.is_none() && assumed);
            let wanted = Wanted::Fact { fact, year, unit, assumed, stage };
            Spot { at: blank, wanted, label: head.to_owned() }
        };
        if years.is_empty() && parts.is_empty() {
            let here = match self.sought {
                Sought::Blanks(_) => Boxes::of(text).is_some(),
                Sought::Values => !tail.is_empty() && Boxes::of(text).is_none(),
            };
            let here = here.then_some(at);
            let beside = || self.place(at, false).filter(|_| tail.is_empty());
            let blank = here.or_else(beside);
            if let Some(blank) = blank.filter(|blank| self.taken.insert(*blank)) {
                labels.spots.push(own(blank, (year, said), self));
            }
        }
        for (blank, Dated { year, stage }) in years {
            if self.taken.insert(blank) {
                labels.spots.push(own(blank, (Some(year), stage.or(said)), self));
            }
        }
        for (at, text, lacks) in parts {
            self.taken.insert(at);
            labels.partial.push(Partial { at, label: head.to_owned(), fact, text, lacks });
        }
    }

    /// The blanks of a label for several years: to its right under years, or below it beside
    /// years.
    fn years(&self, at: (u32, u32)) -> Vec<((u32, u32), Dated)> {
        let (row, first) = self.behind(at);
        if !self.is_of_years(row) {
            return Vec::new();
        }
        let right = (first..self.tab.width().max(first)).filter_map(|column| {
            let cell = self.tab.top((row, column));
            let dated = self.above(cell, at.1)?;
            (cell == (row, column) && self.fits(cell)).then_some((cell, dated))
        });
        let right: Vec<((u32, u32), Dated)> = right.collect();
        let beside = self.tab.top((row, first));
        if !right.is_empty() || (beside.1 < self.tab.width() && self.fits(beside)) {
            return right;
        }
        let bottom = self.tab.area(at).map_or(at.0, |area| area.bottom);
        let below = (bottom + 1..self.tab.height()).map_while(|row| {
            let cell = (row, at.1);
            let dated = self.left(cell, at.0)?;
            Some((cell, dated))
        });
        below.filter(|(cell, _)| self.fits(*cell)).collect()
    }

    /// Whether the years over a row can be those of its values: where a second label stands under
    /// a year, the row is one of labels and values below the table of the years.
    fn is_of_years(&self, row: u32) -> bool {
        let columns = 0..self.tab.width();
        let mut labels = columns.filter(|column| self.labels.contains_key(&(row, *column)));
        let Some(first) = labels.next() else { return true };
        !labels.any(|column| self.above((row, column), first).is_some())
    }

    /// The year that a heading says, and the stage: `2024年`, `2025年预计`, `上年`, `第二年` of
    /// three; none for a part of a year.
    fn heading_year(&self, text: &str) -> Option<Dated> {
        match staged(text) {
            Some((bare, stage)) => {
                let year = self.year_said(&bare)?;
                Some(Dated { year, stage: Some(stage) })
            }
            None => self.year_said(text).map(|year| Dated { year, stage: None }),
        }
    }

    fn year_said(&self, text: &str) -> Option<i16> {
        if let Some(year) = whole_year(text).or_else(|| year_in(text).whole()) {
            return Some(year);
        }
        let (name, back) = years_back(text)?;
        match (self.year, name) {
            (Some(year), _) => Some(year - back),
            // 第三年 is the last; what 本年 is a sheet without a year does not say.
            (None, "第一年" | "第二年" | "第三年") => Some(self.last - back),
            (None, _) => None,
        }
    }

    /// The year over a cell.
    fn above(&self, at: (u32, u32), label: u32) -> Option<Dated> {
        self.heading_year(&self.head(at, label)?)
    }

    /// The heading over a cell, above the values of other labels. What stands over the label in the
    /// column `label`, too, is the title of all and no heading of the cell's column.
    fn head(&self, at: (u32, u32), label: u32) -> Option<String> {
        let fact = |cell: &(u32, u32)| {
            self.labels.get(cell).is_some_and(|means| !matches!(means, Meaning::Identity(_)))
        };
        let own = |row: &u32| (0..at.1).any(|column| fact(&(*row, column)));
        let rows = (0..at.0).rev().filter(|row| !own(row));
        let mut heads = rows.map(|row| self.tab.top((row, at.1)));
        let head = heads.find(|head| !self.tab.text(*head).is_empty())?;
        (head.1 > label && !self.is_year_of_all(head)).then(|| self.tab.text(head))
    }

    /// The year to the left of a cell, beyond the values of other labels in the row `heads`.
    fn left(&self, at: (u32, u32), heads: u32) -> Option<Dated> {
        let columns = (0..at.1).rev().filter(|column| !self.labels.contains_key(&(heads, *column)));
        let texts = columns.map(|column| self.tab.text((at.0, column)));
        let first = texts.into_iter().find(|text| !text.is_empty())?;
        self.heading_year(&first)
    }

    /// The cell to the right of a label.
    fn behind(&self, at: (u32, u32)) -> (u32, u32) {
        (at.0, self.tab.area(at).map_or(at.1, |area| area.right) + 1)
    }

    /// The cell to the right of a label and of the unit that stands there.
    fn beside(&self, at: (u32, u32)) -> (u32, u32) {
        let right = self.tab.top(self.behind(at));
        let unit = Unit::parse(&self.tab.text(right)).is_some();
        if unit { self.tab.top(self.behind(right)) } else { right }
    }

    /// Where what a label asks for belongs: to its right, else below it. An identity may be
    /// there already.
    fn place(&self, at: (u32, u32), said: bool) -> Option<(u32, u32)> {
        let right = self.beside(at);
        let below = (self.tab.area(at).map_or(at.0, |area| area.bottom) + 1, at.1);
        let below = self.tab.top(below);
        let own = below.1 == self.tab.top(at).1 && !self.is_of_row(below);
        let Sought::Blanks(cells) = &self.sought else {
            return self.value_of(at, [right, below]);
        };
        let there = |cell: &(u32, u32)| cells.contains_key(cell) || self.tab.area(*cell).is_some();
        let inside = |cell: &(u32, u32)| cell.0 < self.tab.height() && cell.1 < self.tab.width();
        let free = |cell: &(u32, u32)| self.fits(*cell) && !self.taken.contains(cell);
        let filled = |cell: &(u32, u32)| self.is_value(*cell);
        if said && filled(&right) {
            return Some(right);
        }
        let mut sides = [Some(right), Some(below).filter(|_| own)];
        if self.adjoins(at) {
            sides.reverse();
        }
        let mut sides = sides.iter().flatten().filter(|cell| free(cell));
        let styled = sides.clone().find(|cell| there(cell));
        let near = styled.or_else(|| sides.clone().find(|cell| inside(cell)));
        match near.or_else(|| sides.next()) {
            Some(cell) => Some(*cell),
            None if said && own && filled(&below) => Some(below),
            None => None,
        }
    }

    /// Whether a blank belongs to a label to its left.
    fn is_of_row(&self, at: (u32, u32)) -> bool {
        let before = (0..at.1).rev().map(|column| self.tab.top((at.0, column)));
        let mut said = before.filter(|cell| !is_blank(&self.tab.text(*cell)));
        said.next().is_some_and(|cell| self.is_label(cell))
    }

    /// Whether a label stands right behind another, so that no value does: a heading of what is
    /// below it. A label that is merged over rows is that of a group.
    fn adjoins(&self, (row, column): (u32, u32)) -> bool {
        let left = column.checked_sub(1).map(|left| (row, left));
        left.is_some_and(|left| self.tab.area(left).is_none() && self.labels.contains_key(&left))
    }

    /// Where what a label says stands: to its right, or below it where no room is left beside.
    fn value_of(&self, at: (u32, u32), [right, below]: [(u32, u32); 2]) -> Option<(u32, u32)> {
        if self.is_value(right) {
            return Some(right);
        }
        let taken = right.1 >= self.tab.width() || self.is_label(right) || self.adjoins(at);
        (taken && below.1 == self.tab.top(at).1 && self.is_value(below)).then_some(below)
    }

    /// Whether a cell is what is looked for.
    fn fits(&self, at: (u32, u32)) -> bool {
        match &self.sought {
            Sought::Values => self.is_value(at),
            Sought::Blanks(cells) => {
                let text = self.tab.text(at);
                let blank = is_blank(&text) || Boxes::of(&text).is_some();
                blank && !cells.get(&at).is_some_and(|formula| *formula)
            }
        }
    }

    fn is_value(&self, at: (u32, u32)) -> bool {
        let text = self.tab.text(at);
        !is_blank(&text) && Boxes::of(&text).is_none() && !self.is_label(at)
    }

    fn is_label(&self, at: (u32, u32)) -> bool {
        self.labels.contains_key(&self.tab.top(at))
    }

    /// A unit that is written behind a blank.
    fn unit_behind(&self, at: (u32, u32)) -> Option<Unit> {
        Unit::parse(&self.tab.text(self.behind(at)))
    }
}

impl Labels {
    /// Takes what is said of who it is, at the second of two cells; the first is its label's.
    fn say(&mut self, target: Target, text: &str, (label, at): ((u32, u32), (u32, u32))) {
        let slot = if target == Target::Code { &mut self.code } else { &mut self.name };
        if slot.is_empty() {
            text.trim().clone_into(slot);
            self.who.insert(target, at);
            self.beside |= label.0 == at.0;
            self.below |= label.0 != at.0;
        }
    }
}

/// Whether nothing is written there but a line to write on.
fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '_' | '＿' | ' ' | '/' | '—' | '-'))
}

/// A label and what is written behind its colon.
pub(crate) fn inline(text: &str) -> (&str, &str) {
    match text.split_once([':', '：']) {
        Some((head, tail)) if !matches!(head.trim(), "其中" | "单位") => {
            (head.trim(), tail.trim().trim_matches(['_', '＿', ' ']))
        }
        _ => (text.trim(), ""),
    }
}
