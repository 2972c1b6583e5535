//! The sheets of the invented zone, as a zone would hand them over.

use base::Year;

use crate::cell::Cell;
use crate::firm::{Firm, YEARS};
use crate::register::Page;
use crate::rng::Rng;
use crate::sale::{self, Sale};
use crate::{Zone, basics, lists, score, yearly};

/// What is to be read in every title row.
const MARK: &str = "示例数据";
/// How many columns, from the left, say whose row it is.
const IDENTITY: usize = 2;

/// A column of a sheet that has one row for each `T`.
pub(crate) struct Column<T> {
    /// Its header: the name of a fact of the national dictionary.
    pub(crate) name: &'static str,
    /// Its unit, or nothing.
    pub(crate) unit: &'static str,
    /// What stands in it.
    pub(crate) cell: fn(&Firm, &T) -> Cell,
}

/// Which sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Basics,
    /// The year so many before the last complete one.
    Year(usize),
    /// What was sold of technology in the last complete year.
    Sales,
    List(lists::List),
    Scores,
}

/// One sheet; its rows are made while they are read, so that a large zone needs little memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// The row above everything else; it says that the data are invented.
    pub title: String,
    /// The row of units, one a column, where any column has one.
    pub unit_row: Option<Vec<&'static str>>,
    /// The header row: names of facts of the national dictionary.
    pub header: Vec<&'static str>,
    source: Source,
}

/// Where the rows of a sheet come from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Zone(Zone, Kind),
    Register(Page),
}

/// Every sheet of `zone`.
pub(crate) fn sheets(zone: Zone) -> Vec<Sheet> {
    let years = (0..YEARS).rev().map(Kind::Year);
    let lists = lists::List::ALL.into_iter().map(Kind::List);
    let years = years.chain([Kind::Sales]);
    let kinds = [Kind::Basics].into_iter().chain(years).chain(lists).chain([Kind::Scores]);
    kinds.map(|kind| sheet(zone, kind)).collect()
}

fn sheet(zone: Zone, kind: Kind) -> Sheet {
    let (name, header, units) = match kind {
        Kind::Basics => ("企业基本信息".to_owned(), names(basics::COLUMNS), units(basics::COLUMNS)),
        Kind::Year(back) => {
            let year = year(zone, back);
            (format!("{}年度主要指标", year.0), names(yearly::COLUMNS), units(yearly::COLUMNS))
        }
        Kind::Sales => (sale::title(year(zone, 0)), names(sale::COLUMNS), units(sale::COLUMNS)),
        Kind::List(list) => (list.name().to_owned(), list.header(), list.units()),
        Kind::Scores => ("专家评分".to_owned(), names(score::COLUMNS), units(score::COLUMNS)),
    };
    Sheet::new(name, (header, units), Source::Zone(zone, kind))
}

fn year(zone: Zone, back: usize) -> Year {
    Year::last_complete(zone.on).back(i16::try_from(back).unwrap_or(0))
}

pub(crate) fn names<T>(columns: &[Column<T>]) -> Vec<&'static str> {
    columns.iter().map(|column| column.name).collect()
}

pub(crate) fn units<T>(columns: &[Column<T>]) -> Vec<&'static str> {
    columns.iter().map(|column| column.unit).collect()
}

impl Sheet {
    fn new(
        name: String,
        (header, units): (Vec<&'static str>, Vec<&'static str>),
        source: Source,
    ) -> Self {
        Self {
            title: format!("示例高新区{name}（{MARK}，企业和数字均为虚构）"),
            unit_row: units.iter().any(|unit| !unit.is_empty()).then_some(units),
            name,
            header,
            source,
        }
    }

    /// The sheet that a page of the register's workbooks is.
    pub(crate) fn of(page: Page) -> Self {
        Self::new(page.name(), (page.header(), page.units()), Source::Register(page))
    }

    /// Its rows, as many cells in each as the header has.
    pub fn rows(&self) -> Box<dyn Iterator<Item = Vec<Cell>> + '_> {
        match &self.source {
            Source::Zone(zone, kind) => {
                Box::new(zone.firms().flat_map(move |firm| rows_of(&firm, zone.seed, *kind)))
            }
            Source::Register(page) => Box::new(page.rows()),
        }
    }
}

fn rows_of(firm: &Firm, seed: u64, kind: Kind) -> Vec<Vec<Cell>> {
    let mut rows = match kind {
        Kind::Basics => vec![cells(basics::COLUMNS, firm, &())],
        Kind::Year(back) => {
            let figures = firm.years.get(YEARS - 1 - back).into_iter().flatten();
            figures.map(|figures| cells(yearly::COLUMNS, firm, figures)).collect()
        }
        Kind::Sales => {
            let sale = Sale::of(firm, seed);
            sale.iter().map(|sale| cells(sale::COLUMNS, firm, sale)).collect()
        }
        Kind::List(list) => list.rows(firm),
        Kind::Scores => {
            firm.scores.iter().map(|scores| cells(score::COLUMNS, firm, scores)).collect()
        }
    };
    let stream = match kind {
        Kind::Basics => 1,
        Kind::Year(back) => 2 + u64::try_from(back).unwrap_or(0),
        Kind::Sales | Kind::List(_) | Kind::Scores => return rows,
    };
    leave_blanks(firm, seed ^ stream << 40, &mut rows);
    rows
}

/// Blanks what the firm did not fill in: never its name or code, nor a word that a list is
/// empty.
pub(crate) fn leave_blanks(firm: &Firm, seed: u64, rows: &mut [Vec<Cell>]) {
    let mut rng = Rng::of(seed, u64::from(firm.number));
    for row in rows {
        for cell in row.iter_mut().skip(IDENTITY) {
            if rng.chance(firm.care.blanks()) {
                *cell = Cell::Blank;
            }
        }
    }
}

/// The cells of one row.
pub(crate) fn cells<T>(columns: &[Column<T>], firm: &Firm, of: &T) -> Vec<Cell> {
    columns.iter().map(|column| (column.cell)(firm, of)).collect()
}
