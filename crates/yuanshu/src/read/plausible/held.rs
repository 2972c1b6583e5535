//! Figures of sheets and corrections weighed against those that a register holds beside them.

use std::collections::HashMap;

use base::Dimension;
use pack::Shelf;
use rule::fact::{FactId, Type};
use rule::number::Number;
use zone::fact::{Entry, Stated, Use};

use super::{SAME_ASSETS, TIMES_ASSETS, TIMES_YEAR, YEARS_BESIDE, content, even};
use crate::read::dictionary::Dictionary;
use crate::read::facts::Facts;
use crate::read::grid::at;
use crate::read::report::{Fault, Note};
use crate::read::store::Key;
use crate::say::{self, Both};

/// A figure that a register holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Whole multiples of 10^-`decimals` of the base unit.
    pub units: i64,
    /// How many decimals.
    pub decimals: u8,
    /// Who said it.
    pub feed: String,
}

/// The figures that a register holds of an enterprise, by fact and year.
pub type Holdings = HashMap<(FactId, i16), Held>;

/// Learns a statement; those of a figure come in the order in which they were learnt.
pub fn learn(held: &mut Holdings, (fact, year): (FactId, Option<i16>), entry: &Entry<'_>) {
    if let (Some(year), Stated::Number { units, decimals }, None) =
        (year, entry.value, entry.undone)
    {
        let (units, decimals, feed) = (*units, *decimals, entry.origin.feed.clone());
        held.insert((fact, year), Held { units, decimals, feed });
    }
}

/// Whether a figure of a feed may stand beside what another says, in a remark that shows it: one
/// that serves statistics alone stays with its own feed.
pub fn stands_beside(shelf: &Shelf, feed: &str, said: &str) -> bool {
    feed == said || shelf.feeds.get(feed).is_some_and(|feed| feed.allows(Use::Verdict))
}

/// Weighs figures of sheets against those of a register.
pub struct Weigher<'a> {
    facts: &'a Facts,
    /// The figures of years that the sheets have.
    figures: Vec<(FactId, i16)>,
    scales: Scales<'a>,
}

/// Weighs single figures against those of a register.
pub struct Scales<'a> {
    /// What the figures are.
    pub dictionary: &'a Dictionary,
    /// What a feed is called.
    pub title: &'a dyn Fn(&str) -> String,
}

/// A figure that is said, and what is held of its enterprise.
struct Said<'h> {
    fact: FactId,
    year: i16,
    /// In steps that all figures compare in.
    value: i128,
    held: &'h Holdings,
    /// Whether another figure is said together with it: what is held of that does not matter.
    beside: &'h dyn Fn((FactId, i16)) -> bool,
}

impl<'a> Weigher<'a> {
    /// For everything that was read.
    pub fn new(
        facts: &'a Facts,
        dictionary: &'a Dictionary,
        title: &'a dyn Fn(&str) -> String,
    ) -> Self {
        let figures = facts.store.columns.iter().filter_map(|(key, _)| match key {
            Key::Fact(fact, Some(year)) => Some((fact, year)),
            Key::Fact(_, None) | Key::Judged(_) => None,
        });
        let mut figures: Vec<(FactId, i16)> = figures.collect();
        figures.sort_unstable();
        Self { facts, figures, scales: Scales { dictionary, title } }
    }

    /// What is remarked of a subject's figures, in the order of facts and years.
    pub fn weigh(&self, subject: u32, held: &Holdings, remarks: &mut Vec<Fault>) {
        if held.is_empty() {
            return;
        }
        for (fact, year) in &self.figures {
            let key = Key::Fact(*fact, Some(*year));
            let Some(figure) =
                self.facts.store.figure(key, subject).filter(|_| self.read(key, subject))
            else {
                continue;
            };
            let beside = |(fact, year)| self.read(Key::Fact(fact, Some(year)), subject);
            let (fact, year, value) = (*fact, *year, even(figure));
            let said = Said { fact, year, value, held, beside: &beside };
            let Some((kind, hint)) = self.scales.hint(&said) else { continue };
            let origin = self.facts.store.origin(key, subject);
            let Some(place) = origin.and_then(|origin| self.facts.store.place(origin)) else {
                continue;
            };
            let (text, _) = content(&self.facts.store, key, subject);
            remarks.push(Note::warning(kind, hint).at(place, text));
        }
    }

    fn read(&self, key: Key, subject: u32) -> bool {
        let stored = self.facts.store.columns.get(key);
        stored.is_some_and(|stored| stored.values.known.get(at(subject)))
    }
}

impl Scales<'_> {
    /// What is to be said of one figure that is said alone.
    pub fn doubt(
        &self,
        (fact, year): (FactId, i16),
        (value, decimals): (i64, u8),
        held: &Holdings,
    ) -> Option<Both> {
        let value = even((value, decimals));
        let said = Said { fact, year, value, held, beside: &|_| false };
        self.hint(&said).map(|(_, hint)| hint)
    }

    fn hint(&self, said: &Said<'_>) -> Option<(&'static str, Both)> {
        self.slip(said).or_else(|| self.part(said))
    }

    /// Money that is many times what is held.
    fn slip(&self, said: &Said<'_>) -> Option<(&'static str, Both)> {
        let Said { fact, year, held, .. } = *said;
        let of = &self.dictionary.schema.get(fact)?.of;
        if *of != Type::Number(Dimension::MONEY) {
            return None;
        }
        let value = said.value.abs();
        let more = |other: &&Held, times: i128| {
            let other = even((other.units, other.decimals)).abs();
            other > 0 && value >= other.saturating_mul(times)
        };
        let less = |other: &&Held| {
            let other = even((other.units, other.decimals)).abs();
            value > 0 && other >= value.saturating_mul(TIMES_YEAR)
        };
        if let Some(same) = held.get(&(fact, year)).filter(less) {
            return Some(("unit-slip", smaller(&self.shown(fact, same, year))));
        }
        let assets = self.dictionary.yardstick.filter(|assets| *assets != fact);
        let assets = assets.and_then(|assets| {
            let other = said.other((assets, year))?;
            Some((assets, year, other, TIMES_ASSETS, SAME_ASSETS))
        });
        let same = ["同一年", "the figure of the same year"];
        let same = held.get(&(fact, year)).map(|other| (fact, year, other, TIMES_YEAR, same));
        let years = YEARS_BESIDE.into_iter().filter_map(|side| {
            let told = |(step, _): &&(i16, [&str; 2])| said.is_told((fact, year + step));
            let (step, name) = *side.iter().find(told)?;
            let other = said.other((fact, year + step))?;
            Some((fact, year + step, other, TIMES_YEAR, name))
        });
        let mut yardsticks = same.into_iter().chain(assets).chain(years);
        let (fact, year, other, _, name) =
            yardsticks.find(|(_, _, other, times, _)| more(other, *times))?;
        Some(("unit-slip", larger(name, &self.shown(fact, other, year))))
    }

    /// A part that is larger than the whole that is held, or a whole that is less than a part.
    fn part(&self, said: &Said<'_>) -> Option<(&'static str, Both)> {
        const KIND: &str = "part-exceeds-whole";
        let Said { fact, year, value, .. } = *said;
        let figure = |other: &Held| even((other.units, other.decimals));
        if let Some(whole) = self.dictionary.entry(fact).part_of
            && let Some(other) = said.other((whole, year))
            && value > figure(other)
        {
            let (name, [zh, en]) = (self.dictionary.name_of(whole), self.shown(whole, other, year));
            let hint = [
                format!("大于登记库里它所属的{name}（{zh}）；请核对两处"),
                format!(
                    "more than the {name} of the register that it is a part of ({en}); check both"
                ),
            ];
            return Some((KIND, hint.into()));
        }
        let parts = self.dictionary.schema.iter().map(|(part, _)| part);
        let mut parts = parts.filter(|part| self.dictionary.entry(*part).part_of == Some(fact));
        let (part, other) = parts.find_map(|part| {
            let other = said.other((part, year))?;
            (figure(other) > value).then_some((part, other))
        })?;
        let (name, [zh, en]) = (self.dictionary.name_of(part), self.shown(part, other, year));
        let hint = [
            format!("小于登记库里它所包含的{name}（{zh}）；请核对两处"),
            format!("less than the {name} of the register that is a part of it ({en}); check both"),
        ];
        Some((KIND, hint.into()))
    }

    /// `1,200.50 万元，2025年，税务数据交换`.
    fn shown(&self, fact: FactId, held: &Held, year: i16) -> [String; 2] {
        let number = Number::from_scaled(held.units, held.decimals);
        let fact = self.dictionary.schema.get(fact);
        let of = fact.map(|fact| (fact.unit, &fact.of));
        let figure = match of {
            Some((unit, Type::Number(dimension))) => say::exact(&number, unit, *dimension),
            _ => number.to_string(),
        };
        let feed = (self.title)(&held.feed);
        [format!("{figure}，{year}年，{feed}"), format!("{figure}, {year}, {feed}")]
    }
}

/// Money that is many times another figure, by the name of that and what it is.
fn larger([name_zh, name_en]: [&str; 2], [zh, en]: &[String; 2]) -> Both {
    Both::from([
        format!(
            "是登记库里{name_zh}（{zh}）的千百倍以上，像是把元填进了万元的列；请核对两处的单位"
        ),
        format!(
            "hundreds of times {name_en} in the register ({en}) or more, as if 元 had been written for 万元; check the units of both"
        ),
    ])
}

/// Money that is next to nothing beside the same figure of the register.
fn smaller([zh, en]: &[String; 2]) -> Both {
    Both::from([
        format!("不到登记库里同一年的（{zh}）千分之一，像是把万元填进了元的列；请核对两处的单位"),
        format!(
            "less than a thousandth of the figure of the same year in the register ({en}), as if 万元 had been written for 元; check the units of both"
        ),
    ])
}

impl<'h> Said<'h> {
    /// Whether anything is known of a figure.
    fn is_told(&self, key: (FactId, i16)) -> bool {
        (self.beside)(key) || self.held.contains_key(&key)
    }

    /// A figure of the register, where none is said together with this one.
    fn other(&self, key: (FactId, i16)) -> Option<&'h Held> {
        self.held.get(&key).filter(|_| !(self.beside)(key))
    }
}
