//! The journal: who did what and when, and whether every link of it holds.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Deed, Last, Moment};
use zone::Seq;
use zone::people::staff::Change;
use zone::people::{Act, Grant, GrantPosts, Names, ReadJournal, SecondStaff};
use zone::say::Tongue;

use super::page::{Page, limit};
use super::{Asked, May, Refusal, Spoken, download, token};
use crate::say::deed::{Known, acts, done};
use crate::serve::App;
use crate::write::list::{Cell, table};
use crate::{china, say};

/// Which lines.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    /// 只看谁办的：编号（`U7`、`C1`）或姓名
    who: Option<String>,
    /// 只看哪一类事，例如 `grant-posts`（管理岗位）；写错时答复里列出全部
    act: Option<String>,
    /// 从哪一天起
    from: Option<Day>,
    /// 到哪一天为止
    until: Option<Day>,
    /// 从这一笔往前（不含），缺省从最后一笔看起
    after: Option<u32>,
    /// 一页多少笔，最多 500，缺省 50
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u16>,
}
/// A line of the journal.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    /// Its number.
    id: u32,
    /// When, in UTC.
    at: String,
    /// What the clock said, where that was before the line before it.
    said_at: Option<String>,
    /// Who, as the journal has it: the number of an officer or a program, or the name of who
    /// works at the command line.
    operator: String,
    /// 谁在何时对什么做了什么: one sentence in the reader's language, with the names of today.
    sentence: String,
    department: String,
    act: String,
    /// What it was about.
    detail: serde_json::Value,
    /// The hash that vouches for it and for all before it.
    hash: String,
}

/// Whether the journal holds.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Verified {
    /// Up to which line.
    lines: u32,
    /// The hash of the last.
    hash: String,
    /// What is wrong; empty where all is well.
    broken: Vec<String>,
}

/// 日志，后写的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadJournal>,
    Asked(wanted): Asked<Lines>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Line>>, Refusal> {
    let most = u16::try_from(limit(wanted.limit)?).unwrap_or(u16::MAX);
    app.aside(move |app| {
        let last = Last { before: wanted.after, most };
        let names = app.store().names(&may.permit)?;
        let lines = wanted.lines(&names)?;
        let mut found = app.store().lines(&may.permit, &lines, last)?;
        let next = found.items.last().filter(|_| found.more).map(|line| line.seq.0);
        let lines = std::mem::take(&mut found.items);
        Ok(Json(Page::back(told(app, lines, (&names, tongue))?, (found.total, next))))
    })
    .await
}

/// 日志，整张，不分页
pub(super) async fn sheet(
    State(app): State<App>,
    may: May<ReadJournal>,
    Asked(wanted): Asked<Lines>,
) -> Result<download::File, Refusal> {
    limit(wanted.limit)?;
    app.aside(move |app| {
        let names = app.store().names(&may.permit)?;
        let (lines, head) = (wanted.lines(&names)?, app.store().head()?);
        let page = |before| {
            let last = Last { before, most: PAGE };
            let mut found = app.store().lines(&may.permit, &lines, last)?;
            let next = found.items.last().filter(|_| found.more).map(|line| line.seq.0);
            let items = told(app, std::mem::take(&mut found.items), (&names, Tongue::Chinese))?;
            Ok::<_, Refusal>((found.total, items, next))
        };
        let first = page(None)?;
        let total = first.0;
        few(total)?;
        let mark = app.settings().mark.clone();
        let marked = if mark.is_some() { "示例数据-" } else { "" };
        let name = format!("{marked}日志-{}.xlsx", app.today());
        let mut notes = vec![["笔数".to_owned(), total.to_string()]];
        notes.extend(mark.map(|mark| ["注意".to_owned(), mark]));
        let end = format!("第 {} 笔，校验值 {}", head.seq.0, head.hash);
        notes.push(["日志的最后一笔".to_owned(), end]);
        let path = app.results().folder().join(format!("{}.xlsx", token()?));
        let heads = HEADS.map(|(title, width)| (title.to_owned(), width));
        let mut failed = None;
        let pages = std::iter::successors(Some(first), |(.., next)| {
            page(Some((*next)?)).map_err(|refusal| failed = Some(refusal)).ok()
        });
        let rows = pages.flat_map(|(_, items, _)| items).map(cells);
        let written = table(&notes, ("日志", &heads), rows, &path);
        let file = written.map_err(|error| {
            tracing::error!(%error, "the journal could not be written out");
            Refusal::broken()
        });
        let file = file.and_then(|()| download::File::take(&path, &name));
        failed.map_or(file, Err)
    })
    .await
}

/// Lines that are read at a time: of a long journal no more are in memory.
const PAGE: u16 = 1_000;

/// The most lines of a workbook.
const MOST: usize = 200_000;

/// Its columns, with their widths.
const HEADS: [(&str, u8); 6] = [
    ("第几笔", 10),
    ("时间（UTC）", 26),
    ("编号", 10),
    ("事项", 22),
    ("谁做了什么", 90),
    ("校验值", 68),
];

fn cells(line: Line) -> Vec<Cell> {
    let number = usize::try_from(line.id).unwrap_or(usize::MAX);
    vec![
        Cell::Count(number),
        Cell::text(line.at),
        Cell::text(line.operator),
        Cell::text(line.act),
        Cell::long(line.sentence),
        Cell::text(line.hash),
    ]
}

/// Refuses more lines than a workbook has.
fn few(lines: usize) -> Result<(), Refusal> {
    if lines <= MOST {
        return Ok(());
    }
    let zh = format!("这些条件下有 {lines} 笔，一次最多导出 {MOST} 笔");
    let refusal =
        Refusal::unfit("from", [&zh, &format!("there are {lines} lines, {MOST} at most")]);
    Err(refusal
        .hint(["请用 from、until 写短一些的日期范围", "ask for fewer days, by from and until"]))
}

impl Lines {
    /// What the store is asked for.
    fn lines(&self, names: &Names) -> Result<store::Lines, Refusal> {
        let acts = acts();
        if let Some(act) = self.act.as_deref().filter(|act| !acts.contains(act)) {
            let all = acts.into_iter().collect::<Vec<_>>().join("、");
            let (zh, en) = (
                format!("日志里没有“{act}”这一类事；可写：{all}"),
                format!("no such act; one of {all}"),
            );
            return Err(Refusal::unfit("act", [&zh, &en]));
        }
        let begins = |day: Day| china::hour(day, 0).map(Moment::new);
        let next = self.until.and_then(|day| day.tomorrow().ok());
        Ok(store::Lines {
            operators: self.who.as_deref().map_or_else(Vec::new, |who| names.meant(who.trim())),
            act: self.act.clone(),
            from: self.from.and_then(begins),
            before: next.and_then(begins),
        })
    }
}

/// Lines as they are told, with what was granted by each.
fn told(
    app: &App,
    lines: Vec<store::Line>,
    (names, tongue): (&Names, Tongue),
) -> Result<Vec<Line>, Refusal> {
    let content = app.content();
    let shelf = &content.content.shelf;
    let fact = |id: &str| {
        let known = shelf.fact(id).and_then(|fact| shelf.schema.get(fact));
        known.map_or_else(|| id.to_owned(), |known| known.name.clone())
    };
    let known = Known { names, fact };
    let before = lines.last().map_or(0, |line| line.seq.0.saturating_sub(1));
    let (events, staff) = (app.store().gate().staff(Seq(before))?, app.gate().staff());
    let mut grants: BTreeMap<Seq, Vec<&Grant>> = BTreeMap::new();
    for event in &events {
        if let Change::Granted(grant) = &event.change {
            grants.entry(event.seq).or_default().push(grant);
        }
    }
    let line = |one: store::Line| {
        let seconded = one.deed.act == SecondStaff::NAME;
        let granted = grants.get(&one.seq).filter(|_| seconded || one.deed.act == GrantPosts::NAME);
        let granted = granted.map(|grants| say::grant::granted(grants, &staff, names));
        let granted = granted.map(|[zh, en]| {
            if seconded {
                [format!("同意了提请，{zh}"), format!("agreed to a motion: {en}")]
            } else {
                [zh, en]
            }
        });
        line((one, granted), &known, tongue)
    };
    Ok(lines.into_iter().map(line).collect())
}

/// 核验日志：逐笔重算，直到最后一笔
pub(super) async fn verify(
    State(app): State<App>,
    may: May<ReadJournal>,
) -> Result<Json<Verified>, Refusal> {
    app.aside(move |app| {
        let verified = app.store().verify(&may.permit)?;
        let head = app.store().head()?;
        let broken = verified.faults.iter().map(store::Broken::zh).collect();
        Ok(Json(Verified { lines: head.seq.0, hash: head.hash.to_string(), broken }))
    })
    .await
}

fn line<F: Fn(&str) -> String>(
    (line, granted): (store::Line, Option<[String; 2]>),
    known: &Known<'_, F>,
    tongue: Tongue,
) -> Line {
    let Deed { operator, department, act, detail } = line.deed;
    let detail = serde_json::from_str(&detail).unwrap_or(serde_json::Value::String(detail));
    let [zh, en] = granted.unwrap_or_else(|| done(&act, &detail, known));
    let who = known.names.told(&operator);
    let at = line.at.china();
    let sentence = match (tongue, department.is_empty()) {
        (Tongue::Chinese, false) => format!("{who}（{department}）于 {at} {zh}"),
        (Tongue::English, false) => format!("{who} ({department}) {en}, {at}"),
        (Tongue::Chinese, true) => format!("{who}于 {at} {zh}"),
        (Tongue::English, true) => format!("{who} {en}, {at}"),
    };
    Line {
        id: line.seq.0,
        at: line.at.to_string(),
        said_at: line.said_at.map(|at| at.to_string()),
        operator,
        sentence,
        department,
        act,
        detail,
        hash: line.hash.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_has_so_many_lines_and_not_one_more() {
        assert!(few(200_000).is_ok());
        let refusal = few(200_001).unwrap_err();
        assert_eq!(refusal.code(), crate::http::Code::Unfit);
    }
}
