//! Lists as workbooks: the same filter, order and columns, with what may be taken out.

use std::sync::Arc;

use axum::extract::State;
use base::Day;
use rule::value::Value;
use store::{Taken, View};
use zone::enterprise::SubjectId;
use zone::fact::Use;
use zone::people::{ExportFacts, ReadRegister};
use zone::policy::Subjects;
use zone::say::Tongue;

use super::column::{Column, Kind};
use super::{
    Asked, May, Named, Refusal, answer, download, enterprise, file, headline, ladder, token,
};
use crate::say::{self, stated};
use crate::serve::{App, Living, latest};
use crate::write::list::{self, Cell};

/// The most rows of a list of work: each is asked anew, with its reasons.
const MOST: usize = 20_000;

/// A workbook to be: its name, its columns with their widths, and what is said of it.
struct Sheet {
    name: &'static str,
    /// What the name of the file says beside that.
    about: String,
    heads: Vec<(String, u8)>,
    notes: Vec<[String; 2]>,
    on: Day,
    /// Of how many enterprises it is.
    enterprises: usize,
    /// What the journal says was asked of the enterprises.
    columns: Vec<String>,
}

/// 企业清单，整张，不分页；只含来源允许导出的数，出表记入日志
pub(super) async fn enterprises(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<enterprise::Wanted>,
) -> Result<download::File, Refusal> {
    super::page::limit(wanted.limit)?;
    app.aside(move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        let reading = reading(&may)?;
        let columns = enterprise::columns(app, &reading, &wanted)?;
        let (firms, unknown) = app.living(view, |living| {
            let (rows, fitting) = enterprise::found(living, &reading, &wanted)?;
            let firm = |row: &usize| Firm::of(living, *row);
            Ok::<_, Refusal>((rows.iter().filter_map(firm).collect::<Vec<_>>(), fitting.unknown))
        })??;
        let out = exported(app, view)?;
        let mut sheet = Sheet::new(app, ("企业清单", view), firms.len());
        for (what, said) in
            [("查找", &wanted.q), ("条件", &wanted.r#where), ("测算结果", &wanted.answer)]
        {
            sheet.note(what, said.as_deref().unwrap_or_default());
        }
        if unknown > 0 {
            sheet.note("缺数", &format!("另有 {unknown} 家缺数，不知道是否合条件，没有列"));
        }
        sheet.heads.extend(columns.iter().map(|column| (title(column), 16)));
        sheet.columns = columns.iter().map(title).collect();
        let rows = firms.iter().map(|firm| {
            let row = out.snapshot.row(firm.subject);
            let cells = columns.iter().map(|column| cell(&out, column, row));
            firm.cells().into_iter().chain(cells).collect()
        });
        sheet.write(app, &may, rows)
    })
    .await
}

/// 工作清单，整张，不分页；只含来源允许导出的数，出表记入日志
pub(super) async fn work(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<ladder::Wanted>,
) -> Result<download::File, Refusal> {
    super::page::limit(wanted.limit)?;
    app.aside(move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        let reading = reading(&may)?;
        let found = app.living(view, |living| {
            let counted = living.snapshot.counted(&reading.permit);
            let (rows, total) = ladder::rows(living, (&counted, &*may.signed), (&wanted, 0..MOST))?;
            if total > MOST {
                return Err(too_many(total));
            }
            let one = |(policy, row): &(&pack::Policy, usize)| {
                let reply = ladder::reply(living, policy, *row);
                Some((Firm::of(living, *row)?, policy.id.clone(), reply))
            };
            Ok(rows.iter().filter_map(one).collect::<Vec<_>>())
        })??;
        let out = exported(app, view)?;
        let mut sheet = Sheet::new(app, (wanted.list.title(), view), found.len());
        sheet.heads(&[("政策", 34), ("结果", 30), ("差的一步", 44), ("缺的数", 44)]);
        sheet.columns = vec![wanted.list.title().to_owned()];
        let shelf = &out.content.content.shelf;
        let rows = found.iter().map(|(firm, policy, reply)| {
            let row = out.snapshot.row(firm.subject);
            let told = shelf.policy(policy, view.on).zip(row);
            let told = told.map(|(policy, row)| {
                ladder::item(&out, (policy, row), (&may.signed, Tongue::Chinese))
            });
            let [code, name] = firm.cells();
            let mut cells = vec![code, name];
            match told {
                Some(item) if item.reply == reply.word() => cells.extend([
                    Cell::text(item.title),
                    Cell::text(item.standing),
                    Cell::long(item.step.unwrap_or_default()),
                    Cell::long(item.missing.join("、")),
                ]),
                // By what may be taken out it is another: the figures behind it stay in the house.
                Some(item) => cells.extend([
                    Cell::text(item.title),
                    Cell::text(wanted.list.title()),
                    Cell::long(answer::KEPT),
                    Cell::Blank,
                ]),
                None => {}
            }
            cells
        });
        sheet.write(app, &may, rows)
    })
    .await
}

/// 证书到期，整张；只含来源允许导出的，出表记入日志
pub(super) async fn papers(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(ahead): Asked<ladder::Ahead>,
) -> Result<download::File, Refusal> {
    super::page::limit(ahead.limit)?;
    app.aside(move |app| {
        let view = super::page::view(app, ahead.on, ahead.known.as_deref())?;
        let reading = reading(&may)?;
        let out = exported(app, view)?;
        let papers = ladder::expiring(&out, &reading, &ahead);
        let mut sheet = Sheet::new(app, ("证书到期", view), papers.len());
        sheet.heads(&[("清单", 16), ("种类", 24), ("编号", 24), ("到期日", 12)]);
        sheet.columns = vec!["证书到期".to_owned()];
        let rows = papers.into_iter().map(|paper| {
            vec![
                Cell::text(paper.code.unwrap_or_default()),
                Cell::text(paper.name),
                Cell::text(paper.list),
                Cell::text(paper.kind),
                Cell::text(paper.number.unwrap_or_default()),
                Cell::Day(paper.until),
            ]
        });
        sheet.write(app, &may, rows)
    })
    .await
}

/// 主要指标合计，整张；只含来源允许导出的数，出表记入日志
pub(super) async fn headlines(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<headline::Wanted>,
) -> Result<download::File, Refusal> {
    let names = wanted.names()?;
    app.aside(move |app| {
        let view = super::page::view(app, wanted.on, wanted.known.as_deref())?;
        let reading = reading(&may)?;
        let out = exported(app, view)?;
        let told = headline::told(&out, &reading, &names)?;
        let mut sheet = Sheet::bare(app, ("主要指标合计", view));
        sheet.enterprises = out.snapshot.counted(&reading.permit).count();
        sheet.note("企业", &format!("{} 家", sheet.enterprises));
        sheet.heads(&headline::HEADS);
        sheet.columns = names;
        let rows = told.iter().flat_map(headline::Headline::lines);
        sheet.write(app, &may, rows)
    })
    .await
}

/// 一家企业的各项测算，整张；只含来源允许导出的数，出表记入日志
pub(super) async fn answers(
    State(app): State<App>,
    may: May<ExportFacts>,
    Named(id): Named<u32>,
    Asked(when): Asked<file::When>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, when.on, when.known.as_deref())?;
        let reading = reading(&may)?;
        let lines = |living: &Living| answer::lines(living, &reading, SubjectId(id));
        let (firm, told) = app.living(view, |living| {
            let (row, told) = lines(living)?;
            Ok::<_, Refusal>((Firm::of(living, row), told))
        })??;
        let out = exported(app, view)?;
        let (_, free) = lines(&out)?;
        let [code, name] = firm.ok_or_else(file::nobody)?.cells();
        let mut sheet = Sheet::bare(app, ("各项测算", view));
        (sheet.about, sheet.enterprises) = (format!("第{id}号"), 1);
        sheet.note("企业名称", &name.plain());
        sheet.note("统一社会信用代码", &code.plain());
        sheet.heads(&answer::HEADS);
        sheet.columns = vec!["各项测算".to_owned()];
        let rows =
            told.iter().map(|line| line.cells(free.iter().find(|free| free.policy == line.policy)));
        sheet.write(app, &may, rows)
    })
    .await
}

/// Who may take lists out may look at what is in them.
pub(super) fn reading(may: &May<ExportFacts>) -> Result<May<ReadRegister>, Refusal> {
    Ok(May { permit: may.signed.operator.may()?, signed: may.signed.clone() })
}

/// Everyone by what may be taken out (允许用途).
fn exported(app: &App, view: View) -> Result<Arc<Living>, Refusal> {
    app.past(View { purpose: Use::Export, ..view })
}

/// An enterprise of a list.
struct Firm {
    subject: SubjectId,
    code: String,
    name: String,
}

impl Firm {
    fn of(living: &Living, row: usize) -> Option<Self> {
        Some(Self {
            subject: *living.snapshot.subjects().get(row)?,
            code: living.code(row).unwrap_or_default().to_owned(),
            name: living.name(row).to_owned(),
        })
    }

    fn cells(&self) -> [Cell; 2] {
        [Cell::text(&*self.code), Cell::text(&*self.name)]
    }
}

impl Sheet {
    /// A row or several for each of some enterprises.
    fn new(app: &App, about: (&'static str, View), rows: usize) -> Self {
        let firm = if app.settings().mark.is_some() {
            "企业名称（示例数据）"
        } else {
            "企业名称"
        };
        let mut sheet = Self::bare(app, about);
        sheet.heads(&[("统一社会信用代码", 22), (firm, 34)]);
        sheet.enterprises = rows;
        sheet.note("行数", &rows.to_string());
        sheet
    }

    /// The same of which no row begins with an enterprise.
    fn bare(app: &App, (name, view): (&'static str, View)) -> Self {
        let (heads, notes, columns) = (Vec::new(), Vec::new(), Vec::new());
        let (about, on) = (String::new(), view.on);
        let mut sheet = Self { name, about, heads, notes, on, enterprises: 0, columns };
        sheet.note("注意", app.settings().mark.as_deref().unwrap_or_default());
        sheet.note("数据截至", &view.on.to_string());
        if view.known != latest(view.on).known {
            sheet.note("按当时已掌握的数据", &format!("日志第 {} 笔", view.known));
        }
        sheet.note("允许用途", "只含来源允许导出的数；别的来源有数的，这里空着");
        sheet.note("说明", say::NOTE);
        sheet
    }

    /// More columns.
    fn heads(&mut self, heads: &[(&str, u8)]) {
        self.heads.extend(heads.iter().map(|(title, width)| ((*title).to_owned(), *width)));
    }

    /// Something that is said, where there is something to say.
    fn note(&mut self, what: &str, said: &str) {
        if !said.trim().is_empty() {
            self.notes.push([what.to_owned(), said.to_owned()]);
        }
    }

    /// Writes it, and notes in the journal that it goes out before it does.
    fn write(
        self,
        app: &App,
        may: &May<ExportFacts>,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<download::File, Refusal> {
        let marked = if app.settings().mark.is_some() { "示例数据-" } else { "" };
        let about = if self.about.is_empty() { self.about } else { format!("-{}", self.about) };
        let name = format!("{marked}{}{about}-{}.xlsx", self.name, self.on);
        let taken = Taken { name, enterprises: self.enterprises, columns: self.columns };
        let path = app.results().folder().join(format!("{}.xlsx", token()?));
        let written = list::table(&self.notes, (self.name, &self.heads), rows, &path);
        written.map_err(|error| {
            tracing::error!(%error, "a list could not be written");
            Refusal::broken()
        })?;
        app.store().taken(&may.permit, &taken)?;
        download::File::take(&path, &taken.name)
    }
}

/// 营业收入 2025（万元）
fn title(column: &Column) -> String {
    let year = column.year.map_or(String::new(), |year| format!(" {year}"));
    let unit = if column.kind == Kind::Money { "（万元）" } else { "" };
    format!("{}{year}{unit}", column.name)
}

/// What counts of a fact, as a number where spreadsheets count with it.
fn cell(living: &Living, column: &Column, row: Option<usize>) -> Cell {
    let Some(row) = row else { return Cell::Blank };
    if living.is_worked(column.key.0) {
        return living.worked(column.key, row).map_or(Cell::Blank, |value| worked(column, &value));
    }
    let Some(held) = living.snapshot.value(column.key, row) else { return Cell::Blank };
    let shelf = &living.content.content.shelf;
    let known = shelf.schema.get(column.key.0);
    let value = known.and_then(|known| held.value(&known.of));
    let counted = value.and_then(|value| counted(column, &value));
    let shown = || Cell::text(stated::shown(&held, column.key.0, shelf, Tongue::Chinese));
    counted.unwrap_or_else(shown)
}

/// A value with which spreadsheets count.
fn counted(column: &Column, value: &Value) -> Option<Cell> {
    match (column.kind, value) {
        (Kind::Money, Value::Number(yuan, _)) => {
            let wan = yuan.checked_div(&rule::number::Number::from_i64(10_000));
            Some(wan.map_or(Cell::Blank, |wan| Cell::Wan(wan.to_f64())))
        }
        (Kind::Number, Value::Number(number, _)) => Some(Cell::Points(number.to_f64())),
        (_, Value::Date(day)) => Some(Cell::Day(*day)),
        _ => None,
    }
}

/// What a formula gives, as a cell.
fn worked(column: &Column, value: &Value) -> Cell {
    let text = |value: &Value| match value {
        Value::Number(share, _) => {
            let hundredths = share.checked_mul(&rule::number::Number::from_i64(100));
            hundredths.map_or(String::new(), |share| format!("{share}%"))
        }
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Text(text) => text.clone(),
        Value::Days(count) => format!("{count} 天"),
        Value::Months(count) => format!("{count} 个月"),
        _ => String::new(),
    };
    counted(column, value).unwrap_or_else(|| Cell::text(text(value)))
}

fn too_many(rows: usize) -> Refusal {
    let zh = format!("这张清单有 {rows} 行，一次最多导出 {MOST} 行");
    Refusal::unfit("list", [&zh, &format!("the list has {rows} rows, {MOST} at most")])
        .hint(["请写上 policy，一项政策一张", "name a policy"])
}
