//! What formulas give in a cell, or why they give nothing.

use base::Year;
use rule::fact::{Fact, FactId, LONGEST_LAG, Lag};
use rule::row::Row;
use rule::why::{Blank, lacking};
use zone::policy::{blank_of, record_of};

use super::answer::{Answer, Clerk, Opened};
use super::source::Source;
use super::value::{self, Manner};
use super::why;
use crate::say::{Both, Tongue};

impl Clerk<'_> {
    /// What formulas give.
    pub(super) fn derived(
        &self,
        opened: &Opened<'_>,
        (id, fact, year): (FactId, &Fact, Option<i16>),
        manner: Manner,
    ) -> Answer {
        let row = Row::new(&self.content.shelf.schema, &opened.table, 0);
        let (worked, back) = match year {
            None => (row.fact(id), 0),
            Some(year) => {
                let last = Year::last_complete(self.on()).ends().year();
                let lag = last.checked_sub(year).and_then(|back| Lag::try_from(back + 1).ok());
                match lag.filter(|lag| (1..=LONGEST_LAG).contains(lag)) {
                    Some(lag) => (row.year(id, lag), lag - 1),
                    None => return Answer::missing(why::out_of_reach(year)),
                }
            }
        };
        let Some((value, inexact)) = value::worked(&worked, manner) else {
            return self.lacking(opened, &row, (fact, back));
        };
        let formula = self.content.shelf.entry(id).and_then(|entry| entry.formula.clone());
        let formula = formula.map_or(String::new(), |formula| format!("{} = {formula}", fact.name));
        let rounded = if inexact { format!("，{}", manner.rounding()) } else { String::new() };
        let mut answer = Answer::sure(value);
        answer.source = Some(Source {
            feed: format!("由登记库里别的指标测算{rounded}"),
            basis: String::new(),
            period: year.map_or_else(|| self.on().to_string(), |year| format!("{year}年")),
            stage: "测算".to_owned(),
            measure: formula,
            place: String::new(),
            learnt: format!("截至第 {} 笔", self.known()),
        });
        if inexact {
            let shown = Both::told(|tongue| crate::say::value(&worked, fact.unit, tongue));
            answer.vanished(&why::worked_value(&shown));
        }
        answer
    }

    /// Why a formula gives nothing.
    fn lacking(&self, opened: &Opened<'_>, row: &Row<'_>, (fact, back): (&Fact, Lag)) -> Answer {
        let schema = &self.content.shelf.schema;
        let formula = fact.formula.as_ref();
        let found = formula.map(|formula| lacking(formula, row, back)).unwrap_or_default();
        if let Some(first) = found.blanks.first() {
            let what = blank_of(schema, first, Tongue::Chinese);
            let owes = Some((first.list, what));
            return Answer { owes, ..Answer::missing(self.blank(opened, &found.blanks)) };
        }
        let named = found.facts.iter().filter_map(|(id, lag)| {
            let used = schema.get(*id)?;
            let year = used.yearly.then(|| Year::of(self.on()).back(i16::from(*lag)));
            Some((used.name.as_str(), year))
        });
        let named: Vec<(&str, Option<Year>)> = named.collect();
        if named.is_empty() {
            return Answer::missing(why::INCOMPLETE);
        }
        Answer::missing(why::lacking(&named))
    }

    /// What records do not say, where each comes from, and what to do.
    fn blank(&self, opened: &Opened<'_>, blanks: &[Blank]) -> Both {
        let schema = &self.content.shelf.schema;
        let told = blanks.iter().filter_map(|blank| {
            let fields = &schema.get(blank.list)?.fields;
            let entry = opened.holdings.get(&(blank.list, None))?.bearer(fields, &blank.record)?;
            let source = self.source(&entry);
            let place = format!("{}，{}", source.feed, source.place);
            Some((blank, fields.get(blank.field)?.name.as_str(), place))
        });
        Both::all(told.map(|(blank, field, place)| {
            Both::told(|tongue| {
                let told = [blank_of(schema, blank, tongue), record_of(schema, blank)];
                why::blank(&told, &place, &tongue.fill_blank(field), tongue)
            })
        }))
    }
}
