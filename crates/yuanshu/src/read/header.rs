//! Where the header of a sheet is and what each of its columns means.

mod block;
pub(crate) mod lexicon;
mod meaning;
mod names;
pub(crate) mod part;
pub(crate) mod period;
pub(crate) mod span;
pub(crate) mod stage;
pub(crate) mod unit;
pub(crate) mod word;

use base::{Day, Unit, Uscc};
use pack::feed::Stage;
use rule::fact::FactId;

use super::dictionary::Dictionary;
use super::grid::{Area, Raw, Row};
use super::hint;
use super::report::Note;
use block::{goes_on, is_block, stacks};
use lexicon::{Lexicon, Target, normal};
use meaning::{Context, Whole, mean, part_beside};
pub(crate) use meaning::{Meaning, needs_unit};

/// How many rows that are not empty may stand above the body.
pub(crate) const HEAD: usize = 30;
/// The most rows a header takes.
const TALLEST: usize = 5;

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A row an enterprise, or an enterprise and year.
    Facts,
    /// A row a record of a list fact.
    List(FactId),
    /// A row a judgement: the columns of its name and of its points.
    Scores { item: u32, score: u32 },
    /// One enterprise, with labels beside its values: no heading, and a column a value.
    Form,
}

/// A column that has a header.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Counted from 0.
    pub(crate) at: u32,
    /// Row of the lowest cell of its header.
    pub(crate) row: u32,
    /// Its cells from top to bottom, joined by `/`.
    pub(crate) header: String,
    pub(crate) meaning: Meaning,
    /// The stage (阶段) that its header says.
    pub(crate) stage: Option<Stage>,
    /// The unit that the sheet states, where it is to be read in another.
    pub(crate) overruled: Option<Unit>,
}

/// How a sheet is laid out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Layout {
    pub(crate) kind: Kind,
    pub(crate) columns: Vec<Column>,
    /// The year that its name or title says.
    pub(crate) year: Option<i16>,
    /// They say that it is of a whole year.
    pub(crate) full: bool,
    /// The stage (阶段) that they say.
    pub(crate) stage: Option<Stage>,
    /// The day up to which they say that the figures run, and how.
    pub(crate) until: Option<(Day, String)>,
    /// Why its name and titles say no year, though they speak of one, or which they say beside.
    pub(crate) doubt: Option<Doubt>,
    /// What they say that all records of a list are.
    pub(crate) title: Option<String>,
    /// By which word they say that a list names those who hold nothing.
    pub(crate) denial: Option<String>,
    /// The last row of the header.
    pub(crate) last: u32,
}

/// What is odd about the year of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A text says that the figures are of a part of a year.
    Part(String),
    /// A text speaks of a month, which may be that of the figures.
    Month(String),
    /// A text says another year than the one that is taken.
    Other(String),
}

impl Layout {
    /// The first column with that identity.
    pub(crate) fn identity(&self, target: Target) -> Option<u32> {
        let found = self.columns.iter().find(|column| column.meaning == Meaning::Identity(target));
        found.map(|column| column.at)
    }
}

/// What is known of a sheet before its rows are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    pub(crate) sheet: &'a str,
    /// The first rows that are not empty.
    pub(crate) rows: &'a [Row],
    pub(crate) merges: &'a [Area],
}

/// A header that may be: some rows, and what their columns would mean.
struct Guess {
    score: usize,
    layout: Layout,
}

/// Finds the header of a sheet.
///
/// # Errors
/// A note that says why none was found.
pub(crate) fn find(
    head: &Head<'_>,
    lexicon: &Lexicon,
    dictionary: &Dictionary,
) -> Result<Layout, Note> {
    let look = |context| guess(head, context, lexicon, dictionary);
    if let Some(list) = list_of(head.sheet, lexicon)
        && let Some(guess) = look(Context::List(list))
        && guess.layout.told() > 0
    {
        return Ok(guess.layout);
    }
    let facts = look(Context::Facts).map(|guess| guess.layout);
    if let Some(facts) = facts.as_ref().filter(|facts| facts.tells()) {
        // One column of a list and nothing else is a record a row.
        let list = facts.only_fact().filter(|fact| dictionary.kind_of(*fact).is_some());
        let list = list.and_then(|list| look(Context::List(list)));
        return Ok(list.map_or_else(|| facts.clone(), |guess| guess.layout));
    }
    let lists = lexicon.lists().into_iter().filter_map(|list| look(Context::List(list)));
    let lists: Vec<Guess> = lists.filter(|guess| guess.layout.is_of_list()).collect();
    let best = lists.iter().map(|guess| guess.score).max();
    let mut best = lists.into_iter().filter(|guess| Some(guess.score) == best);
    match (best.next(), best.next()) {
        (Some(list), None) => Ok(list.layout),
        (Some(_), Some(_)) => Err(Note::error("ambiguous-list", hint::AMBIGUOUS_LIST)),
        (None, _) => facts
            .map(|facts| names::titled(facts, head, (lexicon, dictionary)))
            .ok_or_else(|| missing(head, lexicon)),
    }
}

impl Layout {
    /// Whether one of the first `until` rows is below its header and of an enterprise: it has a
    /// code, or a name and a figure.
    fn has_row(&self, rows: &[Row], until: usize) -> bool {
        let [code, name] = [Target::Code, Target::Name].map(|target| self.identity(target));
        let figure = |row: &Row| {
            let mut telling = self.columns.iter().filter(|column| column.meaning.tells());
            telling.any(|column| super::number::parse(&row.text(column.at)).is_some())
        };
        let of_firm = |row: &&Row| {
            code.is_some_and(|at| row.cells.len() > 1 && Uscc::parse(&row.text(at)).is_ok())
                || name.is_some_and(|at| row.get(at).is_some() && figure(row))
        };
        let mut below = rows.iter().take(until).filter(|row| row.number > self.last);
        below.any(|row| of_firm(&row))
    }

    /// Whether it holds anything beside identities.
    fn tells(&self) -> bool {
        matches!(self.kind, Kind::Scores { .. }) || self.told() > 0
    }

    /// The fact that its columns tell, where they tell no other.
    fn only_fact(&self) -> Option<FactId> {
        let mut telling = self.columns.iter().filter(|column| column.meaning.tells());
        match (telling.next().map(|column| &column.meaning), telling.next()) {
            (Some(Meaning::Fact { fact, .. }), None) => Some(*fact),
            _ => None,
        }
    }

    /// All columns with that identity.
    pub(crate) fn all(&self, target: Target) -> Vec<u32> {
        let of = |column: &&Column| column.meaning == Meaning::Identity(target);
        self.columns.iter().filter(of).map(|column| column.at).collect()
    }

    /// How many columns say more than who and when.
    pub(crate) fn told(&self) -> usize {
        self.columns.iter().filter(|column| column.meaning.tells()).count()
    }

    /// Of columns that say the same fact of the same year in several stages (阶段), leaves the
    /// most final to be read. What names no stage is taken for that of the year's report.
    pub(crate) fn part_stages(&mut self) {
        let said = |column: &Column| match column.meaning {
            Meaning::Fact { fact, year, .. } => {
                Some(((fact, year), column.stage.unwrap_or(Stage::Annual), column.at))
            }
            _ => None,
        };
        let all: Vec<_> = self.columns.iter().filter_map(said).collect();
        for column in &mut self.columns {
            let Some((of, stage, _)) = said(column) else { continue };
            let more = all.iter().filter(|(other, later, _)| *other == of && *later > stage);
            if let Some((_, _, by)) = more.max_by_key(|(_, stage, _)| *stage) {
                column.meaning = Meaning::Surpassed { fact: of.0, by: *by };
            }
        }
    }

    /// Whether its columns alone show that it is a list: two fields or more, and fewer columns
    /// that are none.
    fn is_of_list(&self) -> bool {
        let known = self.columns.iter().filter(|column| column.meaning.known()).count();
        self.told() >= 2 && self.told() > self.columns.len() - known
    }
}

/// The list fact that the name of a sheet means.
fn list_of(sheet: &str, lexicon: &Lexicon) -> Option<FactId> {
    let name = normal(sheet);
    let tails = ["", "明细", "明细表", "清单", "列表", "台账", "信息", "情况", "表"];
    tails.iter().find_map(|tail| lexicon.list(name.strip_suffix(tail)?))
}

fn missing(head: &Head<'_>, lexicon: &Lexicon) -> Note {
    let known = head.rows.iter().any(|row| {
        let facts = row.cells.iter().filter(|(_, raw)| {
            let ways = word::peel(&raw.text());
            ways.iter().any(|way| matches!(lexicon.find(&way.word), [Target::Fact(_)]))
        });
        facts.count() >= 2
    });
    if known {
        Note::error("no-identity", hint::NO_IDENTITY)
    } else {
        Note::warning("no-header", hint::NO_HEADER)
    }
}

/// What one label means, where it stands alone.
pub(crate) fn label(
    text: &str,
    (units, strange): (&[Unit], Option<&str>),
    (lexicon, dictionary): (&Lexicon, &Dictionary),
) -> Meaning {
    let sight = Sight { context: Context::Facts, lexicon, dictionary };
    let whole = Whole { of_sheet: units, strange, judged: false, year: None };
    mean(&[(0, text.to_owned())], &whole, &sight).0
}

/// What a sheet says of itself that is not to be read.
pub const NOT_READ: &str = "本表不导入";

/// Pages that only a workbook of answers has all of.
pub(crate) const ANSWERS: [&str; 3] = ["说明", "汇总", "企业测算"];

/// Whether a sheet says in its first cell that it is not to be read: lists and explanations of
/// ours in the workbooks that we give back.
pub(crate) fn is_not_for_reading(rows: &[Row]) -> bool {
    let first = rows.first().and_then(|row| row.cells.first());
    first.is_some_and(|(_, raw)| matches!(raw, Raw::Text(text) if text.contains(NOT_READ)))
}

/// Names of sheets that explain a workbook.
const PROSE: [&str; 8] =
    ["说明", "填表说明", "填报说明", "使用说明", "编制说明", "指标说明", "封面", "目录"];

/// Whether a sheet explains the others: called so, with one text a row and nothing beside it.
/// No table is passed over, and nothing need be said.
pub(crate) fn is_prose(head: &Head<'_>) -> bool {
    let alone = |row: &Row| matches!(row.cells.as_slice(), [(_, Raw::Text(_))]);
    PROSE.contains(&head.sheet.trim()) && head.rows.iter().all(alone)
}

/// The best header in one way of looking at the sheet.
fn guess(
    head: &Head<'_>,
    context: Context,
    lexicon: &Lexicon,
    dictionary: &Dictionary,
) -> Option<Guess> {
    let mut best: Option<Guess> = None;
    for from in 0..head.rows.len() {
        // What stands below the rows of one table is another.
        let over = |best: &Guess| best.layout.tells() && best.layout.has_row(head.rows, from + 1);
        if best.as_ref().is_some_and(over) {
            break;
        }
        for height in 1..=TALLEST {
            let Some(block) = head.rows.get(from..from + height) else { continue };
            if !is_block(block) {
                continue;
            }
            let guess = laid(head, from, block, &Sight { context, lexicon, dictionary });
            let below = head.rows.get(from + height);
            if let Some(guess) = guess
                && !below.is_some_and(|below| goes_on(&guess.layout, below))
                && best.as_ref().is_none_or(|best| guess.score > best.score)
            {
                best = Some(guess);
            }
        }
    }
    best
}

/// With what eyes a header is read.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub(crate) context: Context,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) dictionary: &'a Dictionary,
}

fn laid(head: &Head<'_>, from: usize, block: &[Row], sight: &Sight<'_>) -> Option<Guess> {
    let above = head.rows.get(..from)?;
    let titles: Vec<String> =
        above.iter().flat_map(|row| &row.cells).map(|(_, raw)| raw.text()).collect();
    let (mut units, strange) = (unit::units_above(above), unit::strange_in(&titles));
    units.extend(unit::units_in_brackets(head.sheet));
    let judged = lexicon::is_of_judgements(head.sheet)
        || titles.iter().any(|title| lexicon::is_of_judgements(title));
    let texts: Vec<&str> =
        [head.sheet].into_iter().chain(titles.iter().map(String::as_str)).collect();
    let (year, doubt) = part::year_of(head.sheet, &texts, sight.lexicon);
    let sheet = Whole { of_sheet: &units, strange: strange.as_deref(), judged, year };
    let last = block.last()?;
    let mut columns: Vec<Column> = Vec::new();
    let mut score = 0;
    for (at, stack) in stacks(head.merges, block) {
        let (mut meaning, certain) = mean(&stack, &sheet, sight);
        let again = |column: &Column| column.meaning == meaning;
        let many = Meaning::Identity(Target::Period);
        if matches!(meaning, Meaning::Identity(_)) && meaning != many && columns.iter().any(again) {
            meaning = Meaning::Unknown;
        }
        if meaning.known() {
            score += 2 + usize::from(certain);
        }
        let mut texts: Vec<&str> = stack.iter().map(|(_, text)| text.as_str()).collect();
        texts.dedup();
        let row = stack.last().map_or(last.number, |(row, _)| *row);
        let header = texts.join("/");
        let stage = stage::staged(&header).map(|(_, stage)| stage);
        columns.push(Column { at, row, header, meaning, stage, overruled: None });
    }
    part_beside(&mut columns);
    let who = [Target::Code, Target::Name].map(Meaning::Identity);
    let named = columns.iter().filter(|column| who.contains(&column.meaning)).count();
    let kind = kind_of(&columns, sight.context);
    let alone = columns.len() == named && named < 2;
    if named == 0 || alone {
        return None;
    }
    let stage = stage::stage_in(&texts);
    let (title, denial) = match sight.context {
        Context::List(of) => {
            let kind = sight.dictionary.kind_in(of, &texts).map(str::to_owned);
            (kind, sight.dictionary.denial_in(of, &texts))
        }
        Context::Facts => (None, None),
    };
    let until = texts.iter().find_map(|text| Some((period::until(text)?, (*text).to_owned())));
    let last = last.number;
    let full = texts.iter().any(|text| text.contains("年度") || text.contains("全年"));
    let layout = Layout { kind, columns, year, full, stage, until, doubt, title, denial, last };
    Some(Guess { score, layout })
}

fn kind_of(columns: &[Column], context: Context) -> Kind {
    if let Context::List(list) = context {
        return Kind::List(list);
    }
    let column = |is: fn(&str) -> bool| {
        columns.iter().find(|column| is(&normal(&column.header))).map(|column| column.at)
    };
    match (column(lexicon::is_item), column(lexicon::is_score)) {
        (Some(item), Some(score)) => Kind::Scores { item, score },
        _ => Kind::Facts,
    }
}
