//! Lists of the house as workbooks: every row that the same filter finds. A page is not cut out, but
//! a length that no page has is refused as it is of the list.

use axum::extract::State;
use zone::people::{ExportFacts, ImportFacts, MergeEnterprises, ReadRegister, ReadStaff};
use zone::say::Tongue;

use super::page::{Bounds, MOST as PAGE, Page, Part, limit};
use super::sheet::reading;
use super::{
    Asked, May, Refusal, change, client, content, dispute, download, draft, file, identity, import,
    motion, objection, people, policy, post, review, task, token, verdict, view,
};
use crate::serve::App;
use crate::write::list::{self, Cell};

/// Workbooks are in the language of what they are about.
const CHINESE: Tongue = Tongue::Chinese;

/// A row of a list as a workbook has it.
pub(super) trait Roll {
    /// What the list is called.
    const NAME: &'static str;
    /// Its columns, with their widths.
    const HEADS: &'static [(&'static str, u8)];

    /// What stands in the columns.
    fn cells(self) -> Vec<Cell>;
}

/// The most rows of a workbook.
const MOST: usize = 20_000;

/// 任务，整张；出表记入日志
pub(super) async fn tasks(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<task::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let reading = reading(&may)?;
        let rows = all(|after| task::page(app, &reading, &wanted, (after, Some(PAGE))))?;
        hand_out(app, &may, rows)
    })
    .await
}

/// 历次导入，整张；出表记入日志
pub(super) async fn imports(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<import::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let reading = reading(&may)?;
        let rows = all(|after| import::page(app, &reading, (after, Some(PAGE))))?;
        hand_out(app, &may, rows)
    })
    .await
}

/// 出具过的判定，整张；出表记入日志
pub(super) async fn verdicts(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<verdict::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let reading = reading(&may)?;
        let rows = all(|after| verdict::page(app, &reading, &wanted, (after, Some(PAGE))))?;
        hand_out(app, &may, rows)
    })
    .await
}

/// 待复核，整张；不含数值，出表记入日志
pub(super) async fn reviews(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<Part>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let reading = reading(&may)?;
        let rows = review::page(app, (&reading, CHINESE), Bounds::WHOLE)?;
        hand_out(app, &may, rows.items)
    })
    .await
}

/// 还没有核定的异议，整张；不含数值，出表记入日志
pub(super) async fn objections(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<objection::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let rows = objection::page(app, (&reading(&may)?, CHINESE), (wanted, Bounds::WHOLE))?;
        hand_out(app, &may, rows.items)
    })
    .await
}

/// 测算结果的变化，整张；只含来源允许导出的数，出表记入日志
pub(super) async fn changes(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<change::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let rows = change::exported(app, &reading(&may)?, &wanted)?;
        hand_out(app, &may, rows)
    })
    .await
}

/// 数据不一致，整张；不含数值，出表记入日志
pub(super) async fn disputes(
    State(app): State<App>,
    may: May<ExportFacts>,
    Asked(wanted): Asked<dispute::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let all = dispute::page(app, (&reading(&may)?, CHINESE), &wanted.whole(MOST))?;
        few(all.total)?;
        hand_out(app, &may, all.items)
    })
    .await
}

/// 可能重复的企业档案，整张；出表记入日志
pub(super) async fn duplicates(
    State(app): State<App>,
    may: May<MergeEnterprises>,
    Asked(wanted): Asked<Part>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let out = May { permit: may.signed.operator.may()?, signed: may.signed.clone() };
        let rows = identity::page(app, Bounds::WHOLE, CHINESE)?;
        hand_out(app, &out, rows.items)
    })
    .await
}

/// 政策和称号库，整张
pub(super) async fn policies(
    State(app): State<App>,
    _: May<ReadRegister>,
    Asked(when): Asked<file::When>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, policy::entries(app, &when, CHINESE).items)).await
}

/// 人员，整张
pub(super) async fn officers(
    State(app): State<App>,
    may: May<ReadStaff>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, people::all(app, &may)?)).await
}

/// 岗位，整张
pub(super) async fn posts(
    State(app): State<App>,
    _: May<ReadStaff>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, post::all(app)?)).await
}

/// 接口调用方，整张
pub(super) async fn clients(
    State(app): State<App>,
    _: May<ReadStaff>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, client::all(app)?)).await
}

/// 提请，整张
pub(super) async fn motions(
    State(app): State<App>,
    may: May<ReadStaff>,
    Asked(wanted): Asked<motion::Wanted>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let page = |after| motion::page(app, (&may, CHINESE), wanted, (after, Some(PAGE)));
        write(app, all(page)?)
    })
    .await
}

/// 自己待导入的表，整张
pub(super) async fn drafts(
    State(app): State<App>,
    may: May<ImportFacts>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, draft::all(app, &may, Tongue::Chinese)?)).await
}

/// 自己收藏的查询，整张
pub(super) async fn views(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, view::all(app, &may)?)).await
}

/// 指标字典，整张
pub(super) async fn facts(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, content::all_facts(app, &may, CHINESE))).await
}

/// 数据来源，整张
pub(super) async fn feeds(
    State(app): State<App>,
    _: May<ReadRegister>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| write(app, content::all_feeds(app, CHINESE))).await
}

/// Every page of a list that only grows.
fn all<T>(
    mut page: impl FnMut(Option<u32>) -> Result<Page<T>, Refusal>,
) -> Result<Vec<T>, Refusal> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let found = page(after)?;
        few(found.total)?;
        items.extend(found.items);
        let Some(next) = found.next else { return Ok(items) };
        after = Some(next.parse().map_err(|_| Refusal::broken())?);
    }
}

/// Writes a list, and notes in the journal that it goes out before it does.
fn hand_out<T: Roll>(
    app: &App,
    may: &May<ExportFacts>,
    rows: Vec<T>,
) -> Result<download::File, Refusal> {
    let (count, file) = (rows.len(), write(app, rows)?);
    app.store().listed(&may.permit, (file.name().to_owned(), count))?;
    Ok(file)
}

fn write<T: Roll>(app: &App, rows: Vec<T>) -> Result<download::File, Refusal> {
    few(rows.len())?;
    let mark = app.settings().mark.clone();
    let marked = if mark.is_some() { "示例数据-" } else { "" };
    let name = format!("{marked}{}-{}.xlsx", T::NAME, app.today());
    let mut notes = vec![
        ["导出日期".to_owned(), app.today().to_string()],
        ["行数".to_owned(), rows.len().to_string()],
    ];
    notes.extend(mark.map(|mark| ["注意".to_owned(), mark]));
    let heads: Vec<(String, u8)> =
        T::HEADS.iter().map(|(title, width)| ((*title).to_owned(), *width)).collect();
    let path = app.results().folder().join(format!("{}.xlsx", token()?));
    let rows = rows.into_iter().map(Roll::cells);
    list::table(&notes, (T::NAME, &heads), rows, &path).map_err(|error| {
        tracing::error!(%error, "a list could not be written");
        Refusal::broken()
    })?;
    download::File::take(&path, &name)
}

/// Refuses more rows than a workbook has.
pub(super) fn few(rows: usize) -> Result<(), Refusal> {
    if rows <= MOST {
        return Ok(());
    }
    let zh = format!("这张清单有 {rows} 行，一次最多导出 {MOST} 行");
    let said = [&*zh, &format!("the list has {rows} rows, {MOST} at most")];
    Err(Refusal::unfit("limit", said)
        .hint(["请把条件写窄一些", "ask for fewer, by a narrower filter"]))
}

/// When, as a cell has it: an empty one where that is not known.
pub(super) fn at(moment: Option<String>) -> Cell {
    moment.map_or(Cell::Blank, Cell::text)
}

/// A number, as a cell has it.
pub(super) fn number(number: u32) -> Cell {
    usize::try_from(number).map_or(Cell::Blank, Cell::Count)
}
