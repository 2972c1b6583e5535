//! A sheet of the register's workbooks: what it is called, its columns, its rows.

use std::ops::Range;

use super::cast::Part;
use super::columns::{self, Heading, Line};
use super::entity::{Draw, Entity, year};
use super::told::{Feed, pending, told, truth};
use crate::cell::Cell;
use crate::figures::Figures;
use crate::lists::List;
use crate::sheet::{cells, leave_blanks, names, units};
use crate::{basics, score, yearly};

/// Which sheet it is. Years are given as so many before the last complete one; registrations go
/// on in the current one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 市场主体登记 of a cohort, the first with all that were there before.
    Registered(Cohort),
    /// 变更登记 of a year.
    Changed(Cohort),
    /// 园区台账 of a cohort.
    Ledger(Cohort),
    /// 企业基本信息 of those that report for the first time.
    Basics(u8),
    /// 年度主要指标.
    Report(u8),
    /// The last of them as it was first handed in, by some, in the wrong unit.
    Wrong,
    /// 汇缴数据.
    Tax(u8),
    /// 更正 of the year before the last.
    Corrected,
    /// 更正 of the last year.
    Pending,
    /// 年报.
    Annual(u8),
    /// 规上企业年报.
    Survey(u8),
    /// 规上企业快报.
    Flash,
    /// A list as it is today.
    List(List),
    /// 专家评分.
    Scores,
    /// 资质称号 as it was at the end of the last complete year.
    OlderTitles,
}

/// The entities that were registered in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cohort {
    /// In the year so many before the last complete one, or before that year for the first.
    Of(u8),
    /// In the current year.
    Current,
}

/// A sheet about some of the entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) draw: Draw,
    pub(crate) kind: Kind,
    pub(crate) part: Range<u32>,
}

impl Cohort {
    /// Its fiscal year.
    pub(crate) fn year(self, draw: &Draw) -> i16 {
        match self {
            Self::Of(back) => year(draw.on, back),
            Self::Current => year(draw.on, 0) + 1,
        }
    }

    fn has(self, entity: &Entity, draw: &Draw) -> bool {
        let (born, year) = (entity.born.year(), self.year(draw));
        born == year || (self == Self::Of(2) && born < year)
    }
}

impl Page {
    /// The name on its tab.
    pub(crate) fn name(&self) -> String {
        let of = |back| year(self.draw.on, back);
        let in_year = |cohort: Cohort| cohort.year(&self.draw);
        match self.kind {
            Kind::Registered(cohort) => format!("{}年市场主体登记", in_year(cohort)),
            Kind::Changed(cohort) => format!("{}年变更登记", in_year(cohort)),
            Kind::Ledger(cohort) => format!("{}年园区台账", in_year(cohort)),
            Kind::Basics(_) => "企业基本信息".to_owned(),
            Kind::Report(back) => format!("{}年度主要指标", of(back)),
            Kind::Wrong => format!("{}年度主要指标", of(0)),
            Kind::Tax(back) => format!("{}年度汇缴", of(back)),
            Kind::Corrected => format!("{}年度汇缴更正", of(1)),
            Kind::Pending => format!("{}年度汇缴更正", of(0)),
            Kind::Annual(back) => format!("{}年度年报", of(back)),
            Kind::Survey(back) => format!("{}年度规上企业年报", of(back)),
            Kind::Flash => format!("{}年度规上企业快报", of(0)),
            Kind::List(list) => list.name().to_owned(),
            Kind::Scores => "专家评分".to_owned(),
            Kind::OlderTitles => List::Titles.name().to_owned(),
        }
    }

    /// Its header row.
    pub(crate) fn header(&self) -> Vec<&'static str> {
        match self.kind {
            Kind::Basics(_) => names(basics::COLUMNS),
            Kind::Report(_) => names(yearly::COLUMNS),
            Kind::List(list) => list.header(),
            Kind::Scores => names(score::COLUMNS),
            Kind::OlderTitles => List::Titles.header(),
            _ => self.headings().iter().map(|heading| heading.name).collect(),
        }
    }

    /// Its units, one a column.
    pub(crate) fn units(&self) -> Vec<&'static str> {
        match self.kind {
            Kind::Basics(_) => units(basics::COLUMNS),
            Kind::Report(_) => units(yearly::COLUMNS),
            Kind::List(list) => list.units(),
            Kind::Scores => units(score::COLUMNS),
            Kind::OlderTitles => List::Titles.units(),
            _ => self.headings().iter().map(|heading| heading.unit).collect(),
        }
    }

    fn headings(&self) -> &'static [Heading] {
        match self.kind {
            Kind::Registered(_) => columns::REGISTERED,
            Kind::Changed(_) => columns::CHANGED,
            Kind::Ledger(_) => columns::LEDGER,
            Kind::Wrong => columns::WRONG,
            Kind::Tax(_) => columns::TAX,
            Kind::Corrected | Kind::Pending => columns::CORRECTED,
            Kind::Annual(_) => columns::ANNUAL,
            Kind::Survey(_) => columns::SURVEY,
            Kind::Flash => columns::FLASH,
            Kind::Basics(_)
            | Kind::Report(_)
            | Kind::List(_)
            | Kind::Scores
            | Kind::OlderTitles => &[],
        }
    }

    /// Its rows, made while they are read.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Vec<Cell>> + '_ {
        let speaks =
            |number: &u32| self.of_all() || matches!(self.draw.part(*number), Part::Figured(_));
        let numbers = self.part.clone().filter(speaks);
        numbers.flat_map(|number| self.rows_of(&self.draw.entity(number)))
    }

    /// Whether it speaks of entities without figures, too.
    fn of_all(&self) -> bool {
        matches!(self.kind, Kind::Registered(_) | Kind::Changed(_) | Kind::Ledger(_))
    }

    fn rows_of(&self, entity: &Entity) -> Vec<Vec<Cell>> {
        match self.kind {
            Kind::Registered(cohort) => self.registered(entity, cohort),
            Kind::Changed(cohort) => {
                let of = cohort.year(&self.draw);
                let renamed = entity.former.as_ref().is_some_and(|(_, year)| *year == of);
                let moved = entity
                    .places
                    .moved
                    .is_some_and(|(_, back)| of == self.draw.on.year() - i16::from(back));
                let before = entity.born.year() < of;
                self.line(entity, of, (before && (renamed || moved)).then(Figures::default))
            }
            Kind::Ledger(cohort) => {
                let here = cohort.has(entity, &self.draw).then(Figures::default);
                self.line(entity, cohort.year(&self.draw), here)
            }
            Kind::Basics(_)
            | Kind::Report(_)
            | Kind::List(_)
            | Kind::Scores
            | Kind::OlderTitles => self.reported(entity),
            Kind::Wrong => {
                let some = entity.number % 40 == 7;
                let figures = told(Feed::Report, entity, 0).filter(|_| some);
                self.line(entity, year(self.draw.on, 0), figures)
            }
            Kind::Tax(back) => {
                self.line(entity, year(self.draw.on, back), told(Feed::Tax, entity, back))
            }
            Kind::Corrected => {
                let figures = truth(entity, 1).filter(|_| has(entity, |role| role.corrected));
                self.line(entity, year(self.draw.on, 1), figures)
            }
            Kind::Pending => {
                let figures = pending(entity).filter(|_| has(entity, |role| role.pending));
                self.line(entity, year(self.draw.on, 0), figures)
            }
            Kind::Annual(back) => {
                self.line(entity, year(self.draw.on, back), told(Feed::Market, entity, back))
            }
            Kind::Survey(back) => {
                let figures = told(Feed::Survey, entity, back);
                let figures = figures.filter(|_| entity.above_in(back));
                self.line(entity, year(self.draw.on, back), figures)
            }
            Kind::Flash => {
                let figures = told(Feed::Survey, entity, 0).filter(|_| entity.above_in(0));
                self.line(entity, year(self.draw.on, 0), figures)
            }
        }
    }

    /// One row, where there are figures for it.
    fn line(&self, entity: &Entity, year: i16, figures: Option<Figures>) -> Vec<Vec<Cell>> {
        let Some(figures) = figures else { return Vec::new() };
        let name = match self.kind {
            // The tax office's clerk typed another name once.
            Kind::Tax(1) if has(entity, |role| role.misnamed) => {
                crate::name::slip(entity.name_in(year))
            }
            _ => entity.name_in(year).to_owned(),
        };
        let current = self.draw.on.year();
        let line = Line { entity, code: entity.code, name, year, current, figures };
        vec![self.headings().iter().map(|heading| (heading.cell)(&line)).collect()]
    }

    /// The row of a registration, and of a second one of the same entity.
    fn registered(&self, entity: &Entity, cohort: Cohort) -> Vec<Vec<Cell>> {
        let year = cohort.year(&self.draw);
        let here = cohort.has(entity, &self.draw);
        let mut rows = self.line(entity, year, here.then(Figures::default));
        if cohort == Cohort::Of(0)
            && let Some((code, name)) = entity.second()
        {
            let (current, figures) = (self.draw.on.year(), Figures::default());
            let line = Line { entity, code, name: name.to_owned(), year, current, figures };
            rows.push(self.headings().iter().map(|heading| (heading.cell)(&line)).collect());
        }
        rows
    }

    /// The rows of a sheet that enterprises fill in themselves.
    fn reported(&self, entity: &Entity) -> Vec<Vec<Cell>> {
        let Some(figured) = &entity.figured else { return Vec::new() };
        let mut firm = figured.firm.clone();
        let (mut rows, stream) = match self.kind {
            Kind::Basics(back) => {
                let of = year(self.draw.on, back);
                entity.name_in(of).clone_into(&mut firm.name);
                let first = if back == 2 { firm.born.year() <= of } else { firm.born.year() == of };
                (if first { vec![cells(basics::COLUMNS, &firm, &())] } else { Vec::new() }, 1)
            }
            Kind::Report(back) => {
                entity.name_in(year(self.draw.on, back)).clone_into(&mut firm.name);
                let year = told(Feed::Report, entity, back);
                let row = year.map(|year| cells(yearly::COLUMNS, &firm, &year));
                (row.into_iter().collect(), 2 + u64::from(back))
            }
            Kind::List(list) => return list.rows(&firm),
            Kind::Scores => {
                let scores = firm.scores.iter();
                return scores.map(|scores| cells(score::COLUMNS, &firm, scores)).collect();
            }
            Kind::OlderTitles => {
                let end = base::Year(year(self.draw.on, 0)).ends();
                entity.name_in(end.year()).clone_into(&mut firm.name);
                firm.records.titles.retain(|title| title.conferred <= end);
                return if firm.born <= end { List::Titles.rows(&firm) } else { Vec::new() };
            }
            _ => return Vec::new(),
        };
        leave_blanks(&firm, self.draw.seed ^ stream << 40, &mut rows);
        rows
    }
}

fn has(entity: &Entity, is: impl Fn(&super::cast::Role) -> bool) -> bool {
    entity.figured.as_ref().is_some_and(|figured| is(&figured.role))
}
