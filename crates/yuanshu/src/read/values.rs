//! The values of a row: facts, records of lists, and judgements.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use base::Decimal;
use rule::bits::Bits;
use rule::fact::{FactId, Type};
use zone::say::Both;

use super::cell::{Reading, says_none, take};
use super::grid::{Row, at};
use super::header::Meaning;
use super::header::lexicon::normal;
use super::hint::{self, Clash};
use super::own::Passed;
use super::plan::{Plan, Slot, judged};
use super::report::{Note, Place};
use super::sheet::{SheetReader, Who};
use super::store::{Growing, Home, Key, Origin, Outcome, Put, Records, grown};

/// Where the values of one time of a sheet go.
pub(crate) struct Target {
    /// The list of rows in the store.
    rows: u32,
    /// The column in the store of each plan, once it has a value.
    columns: Vec<Option<u32>>,
}

impl Target {
    /// The home of the values of a column.
    pub(crate) fn home(&self, column: u32) -> Home {
        Home { rows: self.rows, column }
    }
}

/// A value of a row before it is stored.
struct Value<'a> {
    key: Key,
    plan: &'a Plan,
    reading: Reading,
}

impl SheetReader<'_, '_> {
    /// Takes a row of facts.
    pub(crate) fn facts(&mut self, row: &Row, who: Who) {
        let plans = std::mem::take(&mut self.plans);
        let mut values = Vec::with_capacity(plans.len());
        for (position, plan) in plans.iter().enumerate() {
            values.extend(self.value(row, who, plan).map(|value| (position, value)));
        }
        if let Some(year) = who.year {
            self.years.insert(year);
        }
        if !self.repeats(row, who, &values) {
            let mut target = self.target(row, who);
            target.columns.resize(plans.len(), None);
            for (position, value) in values {
                let home = target.home(value.plan.at);
                let Some(column) = target.columns.get_mut(position) else { continue };
                let store = &mut self.intake.store;
                let column = *column.get_or_insert_with(|| {
                    store.write_staged(home, who.stage);
                    store.columns.add(value.key, &value.plan.of)
                });
                self.put(row, who, (value, target.rows, column));
            }
            self.targets.insert(who.time(), target);
        }
        self.plans = plans;
    }

    /// Reads one cell and says what is wrong with it.
    fn value<'a>(&mut self, row: &Row, who: Who, plan: &'a Plan) -> Option<Value<'a>> {
        let raw = row.get(plan.at)?;
        if let Some((column, why)) = self.passes(row, who, plan) {
            self.pass(row, column, why);
            return None;
        }
        let key = match plan.slot {
            Slot::Fact { fact, yearly: true, year } => {
                // Without a year the header was told of already.
                Key::Fact(fact, Some(year.or(who.year)?))
            }
            Slot::Fact { fact, yearly: false, .. } => Key::Fact(fact, None),
            Slot::Judged { at, .. } => Key::Judged(at),
            Slot::Field(_) => return None,
        };
        let taken = take(raw, &plan.want(self.about.epoch));
        for note in taken.notes {
            self.say((row.number, plan.at), raw.text(), note);
        }
        let reading = taken.value?;
        self.tell_future(row, plan, &reading);
        if let (Slot::Judged { max: Some(max), .. }, Reading::Number(value, decimals)) =
            (plan.slot, &reading)
        {
            let points = Decimal::new(i128::from(*value), *decimals)?;
            if points < Decimal::ZERO || points > Decimal::from(i64::from(max)) {
                let note = Note::error("out-of-range", hint::points(max));
                self.say((row.number, plan.at), raw.text(), note);
                return None;
            }
        }
        Some(Value { key, plan, reading })
    }

    /// Says of a day that has not come that it cannot be yet.
    fn tell_future(&mut self, row: &Row, plan: &Plan, reading: &Reading) {
        let Reading::Day(day) = reading else { return };
        let Some(today) = self.intake.guide.before(*day).filter(|_| plan.past) else { return };
        let note = Note::warning("future-day", hint::to_come(today));
        self.say((row.number, plan.at), row.text(plan.at), note);
    }

    /// Whether a second row of a subject and year says nothing that the first did not.
    fn repeats(&mut self, row: &Row, who: Who, values: &[(usize, Value<'_>)]) -> bool {
        let first = *self.seen.entry((who.subject, who.time())).or_insert(row.number);
        if first == row.number {
            return false;
        }
        let held: Vec<Option<bool>> = values
            .iter()
            .map(|(_, value)| match value.reading {
                Reading::NoRecords => Some(true),
                _ => self.intake.store.holds(value.key, who.subject, &value.reading),
            })
            .collect();
        let fresh = held.contains(&None);
        if held.contains(&Some(false)) {
            return false;
        }
        let line = first + 1;
        let hint = if fresh { hint::merged_with(line) } else { hint::repeated(line) };
        let note = Note::warning("duplicate-row", hint);
        self.say((row.number, who.column), row.text(who.column), note);
        !fresh
    }

    fn put(&mut self, row: &Row, who: Who, (value, rows, to): (Value<'_>, u32, u32)) {
        let Value { key, plan: &Plan { at: column, .. }, reading } = value;
        if let (Key::Fact(list, _), Reading::NoRecords) = (key, &reading) {
            self.state(list, who.subject);
            return;
        }
        let origin = Origin { home: Home { rows, column }, row: row.number };
        let stamp = who.year.filter(|_| matches!(key, Key::Fact(_, None)));
        let put = Put { column: to, subject: who.subject, value: reading, origin, stamp };
        match self.intake.store.put(put) {
            Outcome::Fresh | Outcome::Same => {}
            Outcome::Clash(first) => self.clash(row, column, (first, Clash::Two)),
            Outcome::Disputed(first) => self.clash(row, column, (first, Clash::Before)),
            Outcome::Passed(why) => self.pass(row, column, why),
            Outcome::TooLarge => {
                let note = Note::error("too-large-number", hint::TOO_LARGE_HERE);
                self.say((row.number, column), row.text(column), note);
            }
        }
    }

    fn clash(&mut self, row: &Row, column: u32, (first, how): (Option<Origin>, Clash)) {
        let store = &self.intake.store;
        let here = first.and_then(|first| store.sheet_of(first)) == Some(self.sheet);
        let named = |place: &Place| if here { place.cell.clone() } else { place.to_string() };
        let other = first.and_then(|first| store.place(first));
        let kind = if here { "conflicting-row" } else { "conflicting-source" };
        let hint = |other: Option<&Place>| {
            let other = other.map(named).unwrap_or_default();
            Both::from(hint::clash(how, &other))
        };
        let place = self.place(row.number, column);
        let mut fault = Note::error(kind, hint(other.as_ref())).at(place.clone(), row.text(column));
        // Of a third one the first was told when the second came.
        let other = other.filter(|_| how == Clash::Two);
        fault.beside = other.map(|other| Box::new((other, hint(Some(&place)))));
        self.intake.fault(fault);
    }

    /// Counts a value that is passed over, by the cell that says why.
    fn pass(&mut self, row: &Row, column: u32, why: Passed) {
        let first = (row.number, row.text(column), 0);
        self.passed.entry((column, why)).or_insert(first).2 += 1;
    }

    /// Says of how many rows the values were passed over.
    pub(crate) fn tell_passed(&mut self) {
        for ((column, why), (row, text, count)) in std::mem::take(&mut self.passed) {
            let note = match why {
                Passed::OfPart | Passed::NotOver | Passed::OtherUnit => self.left_out(why, count),
                Passed::Older => Note::warning("older-value", hint::older(count)),
                Passed::LessFinal => Note::warning("other-stage", hint::less_final(count)),
            };
            self.say((row, column), text, note);
        }
    }

    /// Where values of the row's time go; the row is noted there.
    fn target(&mut self, row: &Row, who: Who) -> Target {
        let (sheet, store) = (self.sheet, &mut self.intake.store);
        let target = self.targets.remove(&who.time());
        let target =
            target.unwrap_or_else(|| Target { rows: store.add_rows(sheet), columns: Vec::new() });
        store.note_row(target.rows, who.subject, row.number);
        target
    }

    /// Says that a subject's list is stated, empty until records come.
    fn state(&mut self, list: FactId, subject: u32) -> &mut Records {
        let (dictionary, sheet) = (self.intake.dictionary, self.sheet);
        let records = self.intake.store.lists.entry(list).or_insert_with(|| {
            let fields = dictionary.schema.get(list).map_or(&[][..], |fact| &fact.fields);
            Records {
                stated: Bits::default(),
                subjects: Vec::new(),
                fields: fields.iter().map(|field| Growing::new(&field.of)).collect(),
                rows: Vec::new(),
                sheet,
                sheets: std::collections::HashMap::new(),
                seen: HashSet::new(),
            }
        });
        records.stated = grown(std::mem::take(&mut records.stated), at(subject) + 1);
        records.stated.set(at(subject), true);
        records
    }

    /// Takes a row of a list: one record.
    pub(crate) fn record(&mut self, row: &Row, who: Who, list: FactId) {
        let plans = std::mem::take(&mut self.plans);
        let texts = plans.iter().map(|plan| row.text(plan.at));
        let filled: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        if filled.is_empty() {
            let note = Note::warning("empty-record", hint::EMPTY_RECORD);
            self.say((row.number, who.column), row.text(who.column), note);
        } else if filled.iter().all(|text| says_none(text)) {
            self.state(list, who.subject);
        } else {
            self.full_record(row, who, (list, &plans));
        }
        self.plans = plans;
    }

    fn full_record(&mut self, row: &Row, who: Who, (list, plans): (FactId, &[Plan])) {
        let mark = self.mark(row, who, plans);
        let seen = self.intake.store.lists.get(&list);
        if mark.is_some_and(|mark| seen.is_some_and(|records| records.seen.contains(&mark))) {
            let note = Note::warning("duplicate-row", hint::SAME_RECORD);
            return self.say((row.number, who.column), row.text(who.column), note);
        }
        if let Some(word) = &self.layout.denial {
            let note = Note::error("not-conferred", hint::not_conferred(word));
            return self.say((row.number, who.column), row.text(who.column), note);
        }
        if let Some((column, text)) = self.lost(row, list) {
            let note = Note::error("not-conferred", hint::lost_by(&text));
            return self.say((row.number, column), text, note);
        }
        let Some(values) = self.fields(row, (list, plans)) else { return };
        let sheet = self.sheet;
        let records = self.state(list, who.subject);
        records.seen.extend(mark);
        let position = records.subjects.len();
        records.subjects.push(who.subject);
        records.rows.push(row.number);
        if *records.sheets.entry(who.subject).or_insert(sheet) != sheet {
            let note = Note::warning("list-twice", hint::LIST_TWICE);
            self.say_once((row.number, who.column), row.text(who.column), note);
        }
        for (field, column, value) in values {
            let growing = self.state(list, who.subject).fields.get_mut(field);
            if growing.is_some_and(|growing| !growing.set(position, value)) {
                let column = column.unwrap_or(who.column);
                let note = Note::error("too-large-number", hint::TOO_LARGE_HERE);
                self.say((row.number, column), row.text(column), note);
            }
        }
    }

    /// The fields of a record that could be read, each with its column where it has one; none
    /// where nothing says what the record is.
    fn fields(
        &mut self,
        row: &Row,
        (list, plans): (FactId, &[Plan]),
    ) -> Option<Vec<(usize, Option<u32>, Reading)>> {
        let mut values = Vec::with_capacity(plans.len());
        for plan in plans {
            let (Slot::Field(field), Some(raw)) = (plan.slot, row.get(plan.at)) else { continue };
            let taken = take(raw, &plan.want(self.about.epoch));
            for note in taken.notes {
                self.say((row.number, plan.at), raw.text(), note);
            }
            if let Some(reading) = taken.value {
                self.tell_future(row, plan, &reading);
                values.push((field, Some(plan.at), reading));
            }
        }
        let Some(kind) = self.intake.dictionary.kind_of(list) else { return Some(values) };
        let of_kind = |plan: &&Plan| matches!(plan.slot, Slot::Field(field) if field == kind);
        let column = plans.iter().find(of_kind).map(|plan| plan.at);
        let is_said = column.is_some_and(|column| row.get(column).is_some());
        // What its cell says could not be read, and was told of: there is one, of an unknown kind.
        if !is_said {
            let said = self.said_kind(row, column.unwrap_or(0))?;
            values.push((kind, None, Reading::Text(said)));
        }
        Some(values)
    }

    /// What the sheet says that all its records are, for a row that does not say it; where it
    /// does not either, that is told.
    fn said_kind(&mut self, row: &Row, column: u32) -> Option<String> {
        let said = self.layout.title.clone();
        let place = (row.number, column);
        match &said {
            Some(kind) => {
                let note = Note::warning("kind-titled", hint::kind_titled(kind));
                self.say_once(place, row.text(column), note);
            }
            None => {
                self.say(place, row.text(column), Note::error("no-kind", hint::NO_KIND));
            }
        }
        said
    }

    /// What tells a record from others, where something does: three utility models without a
    /// number are three.
    fn mark(&self, row: &Row, who: Who, plans: &[Plan]) -> Option<u64> {
        let naming = |plan: &&Plan| plan.of == Type::Text && plan.values.is_empty();
        let named = plans.iter().filter(naming).any(|plan| row.get(plan.at).is_some());
        let columns = self.layout.columns.iter();
        let unknown = columns.filter(|column| column.meaning == Meaning::Unknown);
        let unknown: Vec<String> = unknown.map(|column| row.text(column.at)).collect();
        if !named && unknown.iter().all(String::is_empty) {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        who.subject.hash(&mut hasher);
        for plan in plans {
            if let Slot::Field(field) = plan.slot {
                (field, row.text(plan.at)).hash(&mut hasher);
            }
        }
        if !named {
            unknown.hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    /// Takes a row of judgements: one item and its points.
    pub(crate) fn score(&mut self, row: &Row, who: Who, columns: (u32, u32)) {
        let (item, points) = columns;
        let text = row.text(item);
        let found = self.intake.lexicon.judged(&normal(&text));
        let Some(plan) = found.and_then(|at| judged(self.intake.dictionary, at, points)) else {
            let note = Note::warning("unknown-judgement", hint::UNKNOWN_JUDGEMENT);
            return self.say((row.number, item), text, note);
        };
        if let Some(value) = self.value(row, who, &plan) {
            let target = self.target(row, who);
            let column = self.intake.store.columns.add(value.key, &plan.of);
            self.put(row, who, (value, target.rows, column));
            self.targets.insert(who.time(), target);
        }
    }
}
