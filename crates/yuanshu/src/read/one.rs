//! Reading a form of one firm: what stands beside its labels.

use std::sync::Arc;

use base::Uscc;
use rule::fact::FactId;

use super::choice::Boxes;
use super::form::{Finder, Labels, Lacks, Partial, Sought, Spot, Wanted, inline};
use super::grid::{Raw, Row};
use super::header::lexicon::Target;
use super::header::{Column, Doubt, Kind, Layout, Meaning};
use super::hint;
use super::intake::Intake;
use super::plan::plans;
use super::report::Note;
use super::sheet::{SheetReader, Who};
use super::store::Writing;
use super::tab::Tab;

/// The most rows, empty ones left out, of a form of one firm.
pub(crate) const LONGEST: usize = 300;

/// Years are after this one: a form that speaks of its third year does not say which that is.
const FIRST: i16 = 1900;

/// A form of one firm that was filled in.
#[derive(Debug)]
pub(crate) struct Filled {
    /// Each value as a column, the cell of the value in the place of its heading.
    pub(crate) layout: Layout,
    /// The content of each, in the same order.
    raws: Vec<Raw>,
    labels: Labels,
    /// The cell of another firm's code beside its own, with what stands there.
    another: Option<((u32, u32), String)>,
}

impl Intake<'_> {
    /// The form that a sheet is, if it is one: it says who it is of beside a label, and more than
    /// a table of its headings would.
    pub(crate) fn form(&self, tab: &Tab, layout: Option<&Layout>) -> Option<Filled> {
        let told = layout.map_or(0, Layout::told);
        let table = layout.is_some_and(|layout| layout.kind != Kind::Facts && told > 0);
        if table || tab.rows.len() > LONGEST {
            return None;
        }
        let schema = &self.dictionary.schema;
        let yearly = |fact: FactId| schema.get(fact).is_some_and(|fact| fact.yearly);
        let finder = Finder::new((tab, Sought::Values), (&self.lexicon, self.dictionary), 0);
        let labels = finder.labels(&yearly);
        let facts: Vec<&Spot> =
            labels.spots.iter().filter(|spot| matches!(spot.wanted, Wanted::Fact { .. })).collect();
        let coded = Uscc::parse(&labels.code).is_ok();
        let beside = labels.beside && !labels.below;
        let said = facts.len() + labels.unfit.len() + labels.partial.len();
        let form = beside && said > told && (coded || told == 0);
        form.then(|| Filled::of(tab, (&labels, &facts), &yearly))
    }
}

impl Filled {
    fn of(
        tab: &Tab,
        (labels, facts): (&Labels, &[&Spot]),
        yearly: &dyn Fn(FactId) -> bool,
    ) -> Self {
        let said = [(Target::Code, &labels.code), (Target::Name, &labels.name)];
        let mut all: Vec<(Column, Raw)> = Vec::new();
        for (target, text) in said {
            let Some((row, at)) = labels.who.get(&target).copied() else { continue };
            let meaning = Meaning::Identity(target);
            let raw = tab.raw((row, at)).cloned().filter(|raw| raw.text() == *text);
            let header =
                if target == Target::Code { "统一社会信用代码" } else { "企业名称" };
            let column = Column {
                at,
                row,
                header: header.to_owned(),
                meaning,
                stage: None,
                overruled: None,
            };
            all.push((column, raw.unwrap_or_else(|| Raw::Text(text.clone()))));
        }
        for spot in facts {
            let Wanted::Fact { fact, year, unit, assumed, stage } = spot.wanted else { continue };
            let Some(raw) = content(tab, spot) else { continue };
            let (row, at) = spot.at;
            let year = year.or(labels.year).filter(|year| yearly(fact) && *year > FIRST);
            let meaning = Meaning::Fact { fact, year, unit, assumed };
            let header = spot.label.clone();
            all.push((Column { at, row, header, meaning, stage, overruled: None }, raw));
        }
        for Partial { at: (row, at), label, fact, text, lacks } in &labels.partial {
            let Some(raw) = tab.raw((*row, *at)) else { continue };
            let fact = *fact;
            let meaning = match lacks {
                Lacks::Whole => Meaning::OfPart { fact, text: text.clone() },
                Lacks::Year => Meaning::Fact { fact, year: None, unit: None, assumed: false },
            };
            let (at, row, header) = (*at, *row, label.clone());
            let column = Column { at, row, header, meaning, stage: None, overruled: None };
            all.push((column, raw.clone()));
        }
        for unfit in &labels.unfit {
            let (row, at) = unfit.at[1];
            let Some(raw) = tab.raw((row, at)) else { continue };
            let meaning = Meaning::WrongUnit { fact: unfit.fact, unit: unfit.unit.clone() };
            let header = unfit.label.clone();
            let column = Column { at, row, header, meaning, stage: None, overruled: None };
            all.push((column, raw.clone()));
        }
        let (columns, raws) = all.into_iter().unzip();
        let (kind, year, stage) = (Kind::Form, labels.year, labels.stage);
        let doubt = labels.part.clone().map(Doubt::Part);
        let (full, until, title, denial, last) = (year.is_some(), None, None, None, 0);
        let layout = Layout { kind, columns, year, full, stage, until, doubt, title, denial, last };
        Self { layout, raws, labels: labels.clone(), another: another(tab, labels) }
    }
}

/// The code of another firm in the row of a form's own: the sheet has a column for each firm.
fn another(tab: &Tab, labels: &Labels) -> Option<((u32, u32), String)> {
    let (row, own) = *labels.who.get(&Target::Code)?;
    let mut beside = (own + 1..tab.width()).map(|at| ((row, at), tab.text((row, at))));
    beside.find(|(_, text)| *text != labels.code && Uscc::parse(text).is_ok())
}

/// What stands in a cell: behind its label where both are in one, the option that is ticked.
fn content(tab: &Tab, spot: &Spot) -> Option<Raw> {
    let raw = tab.raw(spot.at)?;
    let Raw::Text(text) = raw else { return Some(raw.clone()) };
    let (head, tail) = inline(text);
    let said = if head == spot.label && !tail.is_empty() { tail } else { text.as_str() };
    Some(Raw::Text(Boxes::chosen(said).unwrap_or(said).to_owned()))
}

impl SheetReader<'_, '_> {
    /// Takes everything that a form says of its firm.
    pub(crate) fn form(&mut self, form: &Filled) {
        if let Some((cell, code)) = &form.another {
            let note = Note::error("firms-across", hint::FIRMS_ACROSS);
            return self.say(*cell, code.clone(), note);
        }
        let Some((subject, column)) = self.firm(form) else { return };
        let layouts = self.layout.columns.clone();
        for (of, raw) in layouts.into_iter().zip(&form.raws) {
            let (row, at) = (of.row, of.at);
            let (stage, heading) = (of.stage, Arc::from(of.header.as_str()));
            let only = Layout { columns: vec![of], kind: Kind::Facts, ..self.layout.clone() };
            self.plans = plans(&only, self.intake.dictionary);
            let Some(unit) = self.plans.first().map(|plan| plan.unit) else { continue };
            // Each value has a row of its own: nothing is repeated, and no unit is another's.
            self.targets.clear();
            self.seen.clear();
            let who = Who { subject, year: None, stage: None, column, part: None };
            self.facts(&Row { number: row, cells: vec![(at, raw.clone())] }, who);
            let home = self.targets.get(&(None, None)).map(|target| target.home(at));
            if let Some(home) = home {
                self.intake.store.write_at(home, Writing { unit, stage, heading });
            }
        }
    }
}

impl Filled {
    /// The row that says who it is, the code before the name.
    pub(crate) fn who(&self) -> (Option<Raw>, &str, Row) {
        let code = self.labels.who.get(&Target::Code);
        let place = code.or_else(|| self.labels.who.get(&Target::Name));
        let (number, _) = place.copied().unwrap_or_default();
        let said = self.layout.columns.iter().zip(&self.raws);
        let mut cells: Vec<(u32, Raw)> = said
            .filter(|(column, _)| matches!(column.meaning, Meaning::Identity(_)))
            .map(|(column, raw)| (column.at, raw.clone()))
            .collect();
        cells.sort_by_key(|(at, _)| *at);
        let raw = code.and_then(|_| self.raws.first().cloned());
        (raw, &self.labels.name, Row { number, cells })
    }

    /// The year that its title or its name says.
    pub(crate) fn year(&self) -> Option<i16> {
        self.labels.year
    }
}
