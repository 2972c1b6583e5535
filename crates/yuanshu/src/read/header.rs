//! Where the header of a sheet is and what each of its columns means.

pub(crate) mod lexicon;
mod meaning;
mod names;
pub(crate) mod part;
pub(crate) mod period;
pub(crate) mod span;
pub(crate) mod stage;
pub(crate) mod unit;
pub(crate) mod word;

use std::collections::HashSet;

use base::{Day, Unit};
use pack::feed::Stage;
use rule::fact::FactId;

use super::dictionary::Dictionary;
use super::grid::{Area, Raw, Row};
use super::hint;
use super::report::Note;
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

/// Rows of words that follow each other, of which the first of several names at least two groups:
/// a title names one.
fn is_block(block: &[Row]) -> bool {
    let adjacent = block.windows(2).all(|pair| match pair {
        [above, below] => above.number + 1 == below.number,
        _ => true,
    });
    let groups = block.split_last().is_none_or(|(_, above)| {
        above.iter().enumerate().all(|(at, row)| {
            let texts: HashSet<String> = row.cells.iter().map(|(_, raw)| raw.text()).collect();
            let remark = texts.iter().any(|text| is_remark(text) || unit::is_said(text))
                || !unit::units_beside(row).is_empty();
            (at > 0 || texts.len() >= 2) && !remark
        })
    });
    let words = block.iter().all(|row| {
        let words = row.cells.iter().filter(|(_, raw)| is_word(&raw.text())).count();
        words * 2 >= row.cells.len()
    });
    adjacent && groups && words
}

/// Whether a text says something of the whole sheet, so that its row is no part of a header:
/// `单位：万元`, `填报单位：经发局`.
fn is_remark(text: &str) -> bool {
    let narrow = base::code::half_width(text);
    let text = narrow.trim().trim_start_matches('(');
    let names = [
        "单位",
        "金额单位",
        "计量单位",
        "货币单位",
        "数据单位",
        "金额",
        "填报单位",
        "填表单位",
        "制表单位",
    ];
    let more = ["填报日期", "填报人", "制表人", "统计时间", "报送单位", "填报时间", "制表日期"];
    let mut told = names.iter().chain(&more);
    told.any(|name| text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':')))
}

/// Whether the row under a header is still a part of it: words only, and none for who it is.
/// Without this 本月 under 营业收入 would make the figure of a month that of the year.
fn goes_on(layout: &Layout, below: &Row) -> bool {
    let who = [Target::Code, Target::Name].map(|target| layout.identity(target));
    let no_firm = who.iter().flatten().all(|column| below.get(*column).is_none());
    let words = below.cells.iter().all(|(_, raw)| match raw {
        Raw::Text(text) => is_word(text),
        Raw::Number(_)
        | Raw::Percent(_)
        | Raw::Bool(_)
        | Raw::Date(_)
        | Raw::Error(_)
        | Raw::Uncounted => false,
    });
    below.number == layout.last + 1 && no_firm && words && below.cells.len() >= 2
}

/// Whether a text could stand in a header: neither a figure nor a mark for nothing.
fn is_word(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let figure = super::number::parse(text).is_some();
    (letters > 0 && !figure && !matches!(text.trim(), "无" | "空" | "是" | "否"))
        || Unit::parse(text).is_some()
        || period::whole_year(text).is_some()
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

/// The texts over each column, from top to bottom, with their rows. Merged cells speak for all
/// that they cover; a group without a merged cell speaks for the empty cells to its right.
fn stacks(merges: &[Area], block: &[Row]) -> Vec<(u32, Vec<(u32, String)>)> {
    let width = block.iter().filter_map(|row| row.cells.last()).map(|(at, _)| *at).max();
    let columns: HashSet<u32> = block
        .iter()
        .flat_map(|row| row.cells.iter().map(|(at, _)| *at))
        .chain(
            merges
                .iter()
                .filter(|area| block.iter().any(|row| row.number == area.top))
                .flat_map(|area| area.left..=area.right.min(width.unwrap_or(area.right))),
        )
        .collect();
    let mut columns: Vec<u32> = columns.into_iter().collect();
    columns.sort_unstable();
    let stacked = columns.into_iter().map(|column| {
        let mut stack: Vec<(u32, String)> = Vec::new();
        for (depth, row) in block.iter().enumerate() {
            let below = block.get(depth + 1);
            let text = own(block, merges, row, column)
                .or_else(|| below.and_then(|below| group(row, below, merges, column)));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                stack.push((row.number, text));
            }
        }
        (column, stack)
    });
    stacked.filter(|(_, stack)| !stack.is_empty()).collect()
}

/// The text of a header cell, or of the merged cell that covers it.
fn own(block: &[Row], merges: &[Area], row: &Row, column: u32) -> Option<String> {
    if let Some(raw) = row.get(column) {
        return Some(raw.text());
    }
    let area = merges.iter().find(|area| area.covers(row.number, column))?;
    let top = block.iter().find(|row| row.number == area.top)?;
    Some(top.text(area.left))
}

/// The text of the group to the left of an empty cell that has a cell under it.
fn group(row: &Row, below: &Row, merges: &[Area], column: u32) -> Option<String> {
    below.get(column)?;
    let (left, raw) = row.cells.iter().rev().find(|(at, _)| *at < column)?;
    below.get(*left)?;
    let joined = merges.iter().any(|area| area.covers(row.number, *left));
    (!joined).then(|| raw.text())
}
