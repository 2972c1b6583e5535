//! What was done with the register over the years, and when.

use base::{Day, Uscc};
use jiff::civil::date;

use super::cast::Double;
use super::entity::{Draw, Entity, year};
use super::page::{Cohort, Kind, Page};
use super::told::Feed;
use super::{Act, Book, Deed, Measure, Move, Person, parts};
use crate::firm::earlier;
use crate::lists::List;
use crate::name::slip;
use crate::sheet::Sheet;

/// What the survey's column of research measures.
const SURVEYED: &str = "规上企业研发统计口径";

/// Deeds as they are gathered; none before the last one.
struct Script {
    draw: Draw,
    deeds: Vec<Deed>,
    last: Day,
    /// Workbooks so far.
    books: u32,
}

/// A kind of workbook.
struct Form {
    name: String,
    feed: Feed,
    stage: Option<&'static str>,
    /// The year that facts without years are told of.
    of: i16,
    kinds: Vec<Kind>,
}

/// Everything that was done with the register of `draw`.
pub(crate) fn deeds(draw: Draw) -> Vec<Deed> {
    let mut script = Script { draw, deeds: Vec::new(), last: Day::MIN, books: 0 };
    for back in [2, 1, 0] {
        script.year(back);
    }
    script.current_year();
    script.deeds
}

impl Script {
    /// What came in about a complete year.
    fn year(&mut self, back: u8) {
        let of = year(self.draw.on, back);
        let next = of + 1;
        self.cohort(Cohort::Of(back), date(next, 1, 10));
        if back == 0 {
            let titles = form("资质认定名录", Feed::Report, of, &[Kind::OlderTitles]);
            self.reviewed(&titles, date(next, 1, 20));
            let name = format!("规上企业快报{of}");
            let flash = form(&name, Feed::Survey, of, &[Kind::Flash]);
            self.import(&Form { stage: Some("快报"), ..flash }, date(next, 2, 20));
            self.mistake(of);
        }
        let name = format!("企业年度采集{of}");
        let report = form(&name, Feed::Report, of, &[Kind::Basics(back), Kind::Report(back)]);
        self.reviewed(&report, date(next, 4, 2));
        let name = format!("规上企业年报{of}");
        let survey = form(&name, Feed::Survey, of, &[Kind::Survey(back)]);
        self.reviewed(&Form { stage: Some("年报"), ..survey }, date(next, 4, 15));
        let tax = form(&format!("税务汇缴{of}"), Feed::Tax, of, &[Kind::Tax(back)]);
        self.reviewed(&tax, date(next, 6, 10));
        let annual = form(&format!("市场主体年报{of}"), Feed::Market, of, &[Kind::Annual(back)]);
        self.reviewed(&annual, date(next, 7, 5));
        if back == 1 {
            let name = format!("税务汇缴更正{of}");
            let corrected = form(&name, Feed::Tax, of, &[Kind::Corrected]);
            self.reviewed(&corrected, date(next, 9, 15));
        }
    }

    /// Those that were registered, and the changes of the year before.
    fn cohort(&mut self, cohort: Cohort, on: Day) {
        let of = cohort.year(&self.draw);
        let kinds = [Kind::Registered(cohort), Kind::Changed(cohort)];
        let registered = form(&format!("市场主体登记{of}"), Feed::Market, of, &kinds);
        self.reviewed(&registered, on);
        let ledger = form(&format!("园区台账{of}"), Feed::Report, of, &[Kind::Ledger(cohort)]);
        self.reviewed(&ledger, on);
    }

    /// A workbook in the wrong unit, taken back.
    fn mistake(&mut self, of: i16) {
        let name = format!("企业年度采集{of}（单位有误）");
        let wrong = form(&name, Feed::Report, of, &[Kind::Wrong]);
        for file in self.import(&wrong, date(of + 1, 3, 20)) {
            let undo = Act::Undo(file, "金额按元填在万元的列里，整批退回重报");
            self.deed(date(of + 1, 3, 25), Person::Second, undo);
        }
    }

    /// What came in since.
    fn current_year(&mut self) {
        let of = year(self.draw.on, 0) + 1;
        let ago = |days| earlier(self.draw.on, days);
        let (lists, cohort, by_hand, last) = (ago(40), ago(20), ago(12), ago(5));
        let kinds: Vec<Kind> =
            List::ALL.into_iter().map(Kind::List).chain([Kind::Scores]).collect();
        self.reviewed(&form(&format!("资质与成果清单{of}"), Feed::Report, of, &kinds), lists);
        self.cohort(Cohort::Current, cohort);
        self.by_hand(by_hand);
        let name = format!("税务汇缴更正{}", of - 1);
        self.import(&form(&name, Feed::Tax, of - 1, &[Kind::Pending]), last);
    }

    /// Notes, moves and merges.
    fn by_hand(&mut self, on: Day) {
        let (mut notes, mut moves, mut merges) = (Vec::new(), Vec::new(), Vec::new());
        for number in 0..self.draw.census.entities {
            if self.draw.census.odd(number) == super::cast::Odd::default() {
                continue;
            }
            let entity = self.draw.entity(number);
            notes.extend((entity.odd.double == Some(Double::Sound)).then(|| slip(&entity.name)));
            moves.extend(self.moves(&entity));
            if entity.odd.double == Some(Double::Merged) {
                merges.push(Act::Merge { file: entity.second_code(), into: entity.code });
            }
        }
        self.deed(on, Person::First, Act::Note(notes));
        self.deed(on, Person::First, Act::Moves(moves));
        for merge in merges {
            self.deed(on, Person::Second, merge);
        }
        for (by, act) in super::right::deeds(&self.draw) {
            self.deed(on, by, act);
        }
    }

    fn moves(&self, entity: &Entity) -> Vec<Move> {
        let of = year(self.draw.on, 0);
        let month = i8::try_from(1 + entity.number % 12).unwrap_or(1);
        let came = Move { code: entity.code, on: date(of, month, 1), here: true };
        let went = Move { code: entity.code, on: date(of, month, 15), here: false };
        let came = entity.odd.arrived.then_some(came);
        came.into_iter().chain(entity.odd.left.then_some(went)).collect()
    }

    /// Imports the workbooks of a form and has a second person review them.
    fn reviewed(&mut self, form: &Form, on: Day) {
        for file in self.import(form, on) {
            self.deed(
                on.saturating_add(jiff::Span::new().days(6)),
                Person::Second,
                Act::Review(file),
            );
        }
    }

    /// Imports the workbooks of a form; their names.
    fn import(&mut self, form: &Form, on: Day) -> Vec<String> {
        let all = parts(self.draw.census.entities);
        let several = all.len() > 1;
        let mut names = Vec::new();
        for (number, part) in (1..).zip(all) {
            self.books += 1;
            let part_name = if several { format!("第{number}部分") } else { String::new() };
            let name = format!("{:02} {}{part_name}（示例数据）", self.books, form.name);
            names.push(name.clone());
            let page = |kind: &Kind| Page { draw: self.draw, kind: *kind, part: part.clone() };
            let sheets: Vec<Sheet> = form.kinds.iter().map(page).map(Sheet::of).collect();
            let book = Book {
                name,
                feed: form.feed.id(),
                stage: form.stage,
                since: date(form.of, 1, 1),
                measures: measures(&sheets, form.feed),
                sheets,
            };
            self.deed(on, Person::First, Act::Import(book));
        }
        names
    }

    /// A deed, on its day or as soon after the one before as can be.
    fn deed(&mut self, on: Day, by: Person, act: Act) {
        self.last = on.max(self.last).min(self.draw.on);
        self.deeds.push(Deed { on: self.last, by, act });
    }
}

fn form(name: &str, feed: Feed, of: i16, kinds: &[Kind]) -> Form {
    Form { name: name.to_owned(), feed, stage: None, of, kinds: kinds.to_vec() }
}

/// The survey counts research its own way.
fn measures(sheets: &[Sheet], feed: Feed) -> Vec<Measure> {
    if feed != Feed::Survey {
        return Vec::new();
    }
    let of = |sheet: &Sheet| {
        let column = sheet.header.iter().position(|header| *header == "研发费用")?;
        Some(Measure {
            sheet: sheet.name.clone(),
            column: u16::try_from(column).ok()?,
            fact: "研发费用",
            unit: "千元",
            basis: SURVEYED,
        })
    };
    sheets.iter().filter_map(of).collect()
}

impl Entity {
    /// The code and the name of its second registration, where it has one.
    pub(crate) fn second(&self) -> Option<(Uscc, &str)> {
        let before = self.former.as_ref().map_or(self.name.as_str(), |(before, _)| before);
        match self.odd.double? {
            Double::Organisation => Some((self.code_elsewhere(), &self.name)),
            Double::Name | Double::Merged => Some((self.second_code(), &self.name)),
            Double::Former => Some((self.second_code(), before)),
            Double::Sound => None,
        }
    }
}
