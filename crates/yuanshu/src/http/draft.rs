//! Bringing sheets in: sent, looked at, brought in or thrown away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Hash;
use zone::fact::Use;
use zone::people::{ImportFacts, ReadRegister};

use super::page::Few;
use super::reply::{Begun, Made};
use super::roll::{Roll, number};
use super::upload::{Sheet, announced, file_name, place, receive};
use super::who::whole;
use super::{Asked, Code, May, Named, Refusal, Sent, Spoken, download};
use crate::import::{Counts, Desk, Looked, Plan, Saying, before};
use crate::read::{Fault, Level, ToldFault};
use crate::say::{Both, Tongue};
use crate::serve::{App, Draft, Drafts, Stage, Unready};
use crate::write::list::Cell;
use crate::write::marked::marked;

/// The most remarks that are told at once; all of them are in the marked workbook.
const REMARKS: usize = 500;

/// What is said of a file that is sent.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDraft {
    /// 文件名，带后缀：.xlsx、.xls、.csv
    name: String,
    /// 数据来源的编号；缺省为上次同样的表用的
    feed: Option<String>,
    /// 没有年度的指标从哪一天起如此；缺省今天
    since: Option<Day>,
}

/// What is said anew of a draft.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPlan {
    /// 每列被当作什么
    plan: Option<Plan>,
    /// 数据来源的编号
    feed: Option<String>,
    /// 没有年度的指标从哪一天起如此
    since: Option<Day>,
}

/// A draft as its sender sees it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DraftShown")]
pub(super) struct Shown {
    id: u32,
    name: String,
    /// How many bytes of it are here.
    bytes: u64,
    /// While it arrives: how many bytes it was said to have; null where that was not said.
    of: Option<u64>,
    /// `arriving`, `reading`, `looked`, `failed`, `accepting`.
    state: &'static str,
    /// Where the reading is.
    progress: Option<Progress>,
    /// Why it cannot be looked at, and what to do.
    failed: Option<String>,
    /// What it would bring.
    looked: Option<Preview>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Progress {
    sheet: String,
    rows: u32,
    /// How many rows the sheet says it has; null where it does not say.
    of: Option<u32>,
}

/// What a file would bring.
#[derive(Debug, Serialize, JsonSchema)]
struct Preview {
    /// The import whose bytes are the very same, where there is one that counts.
    before: Option<u32>,
    /// The import of the same form whose plan it follows.
    like: Option<u32>,
    /// The feed.
    feed: String,
    /// 数据来源
    feed_title: String,
    /// Whether verdicts may use it.
    verdict: bool,
    /// What each column is taken for.
    plan: Plan,
    /// 阶段 of the columns that do not say their own in the plan.
    stage: &'static str,
    /// Enterprises.
    enterprises: usize,
    /// Of these, those that have no file yet.
    made: usize,
    /// Of these, those that bear another name.
    renamed: usize,
    /// How its values compare with what is held.
    counts: Counts,
    /// Columns that wait for a second person.
    held: usize,
    /// Cells that could not be read.
    errors: usize,
    /// Cells that are to be looked at.
    warnings: usize,
    /// The first of both, the graver before.
    faults: Vec<ToldFault>,
    /// Rows that were not taken.
    aside: usize,
}

/// That a draft was brought in.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Accepted {
    /// The number of the import.
    import: u32,
    /// The line of the journal.
    line: u32,
    /// How many rows.
    rows: u64,
}

/// 发来一个表，先看后存
pub(super) async fn add(
    State(app): State<App>,
    may: May<ImportFacts>,
    (Asked(new), Spoken(tongue)): (Asked<NewDraft>, Spoken),
    Sheet(request): Sheet,
) -> Result<Begun<Shown>, Refusal> {
    // Nobody sends hundreds of megabytes to be told afterwards.
    whole(&may.permit, ["导入", "bringing sheets in"])?;
    let of = announced(request.headers())?;
    let name = file_name(&new.name)?;
    feed(&app, new.feed.as_deref(), "feed")?;
    let path = place(app.drafts().folder(), &name).await?;
    let (by, at) = (may.permit.name().to_owned(), app.now());
    let said = Saying { plan: None, feed: new.feed, since: new.since };
    let (hash, state) = (Hash::of(&[]), Stage::Arriving { of });
    let (bytes, file) = (0, path.clone());
    let draft = Draft { id: 0, name, bytes, hash, path, by: by.clone(), at, said, state };
    let mut room = Room::take(app.clone(), draft)?;
    let (id, drafts) = (room.id, app.drafts());
    let arrived = |bytes| drafts.change(id, |draft| draft.bytes = bytes);
    let (bytes, hash) = receive(request.into_body(), &file, arrived).await?;
    let at = app.now();
    app.drafts().change(id, |draft| {
        (draft.bytes, draft.hash, draft.at) = (bytes, hash, at);
        draft.state = Stage::Reading { sheet: String::new(), rows: 0, of: None };
    });
    room.filled = true;
    let draft = app.drafts().of(id, &by).ok_or_else(gone)?;
    begin(&app, &may, id);
    app.aside(move |app| Ok(Begun(shown(app, &draft, tongue)?))).await
}

/// Refuses a source that there is not.
fn feed(app: &App, id: Option<&str>, path: &str) -> Result<(), Refusal> {
    let content = app.content();
    let feeds = &content.content.shelf.feeds;
    let Some(id) = id.filter(|id| !feeds.contains_key(*id)) else { return Ok(()) };
    let why = Both::told(|tongue| {
        let all = feeds.values().map(|feed| tongue.beside(&feed.id, &feed.title));
        let all = tongue.list(&all.collect::<Vec<_>>());
        tongue.say([
            format_args!("没有数据来源“{id}”；有：{all}"),
            format_args!("no such source: {id}; there are {all}"),
        ])
    });
    Err(Refusal::unfit(path, why.both()))
}

/// The place of a file that is being received: free again where the file does not arrive.
struct Room {
    app: App,
    id: u32,
    filled: bool,
}

impl Room {
    fn take(app: App, draft: Draft) -> Result<Self, Refusal> {
        let folder = draft.path.parent().map(Path::to_owned);
        if let Ok(id) = app.drafts().reserve(draft) {
            return Ok(Self { app, id, filled: false });
        }
        // The folder was made for a file that is not taken.
        let _gone = folder.is_some_and(|folder| std::fs::remove_dir(folder).is_ok());
        let why = [
            "待导入的表太多，这一个没有收",
            "too many sheets wait to be brought in: this one was not taken",
        ];
        Err(Refusal::conflict(Code::TooManyDrafts, why)
            .hint(["请先导入或删去几个", "bring some of them in, or delete them"]))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if !self.filled {
            self.app.drafts().drop(self.id);
        }
    }
}

/// Looks at a draft on a thread of its own.
fn begin(app: &App, may: &May<ImportFacts>, id: u32) {
    let (app, signed) = (app.clone(), may.signed.clone());
    tokio::task::spawn_blocking(move || {
        let _turn = app.drafts().turn();
        let Some(draft) = app.drafts().of(id, signed.operator.name.as_str()) else { return };
        let state = match signed.operator.may() {
            Ok(permit) => look(&app, &permit, &draft),
            Err(refused) => Stage::Failed(Both::from([refused.zh(), refused.to_string()])),
        };
        app.drafts().change(id, |draft| draft.state = state);
    });
}

fn look(app: &App, permit: &zone::people::Permit<ReadRegister>, draft: &Draft) -> Stage {
    let content = app.content();
    let shelf = &content.content.shelf;
    let mut desk = match Desk::open((app.store(), permit), shelf, app.today()) {
        Ok(desk) => desk,
        Err(error) => return Stage::Failed(Both::from([error.zh(), error.to_string()])),
    };
    let file = (draft.path.as_path(), draft.name.as_str(), draft.hash);
    let looked = desk.look(file, &draft.said, &mut |progress| {
        let (sheet, rows, of) = (progress.sheet.to_string(), progress.rows, progress.of);
        app.drafts().change(draft.id, |draft| draft.state = Stage::Reading { sheet, rows, of });
    });
    match looked {
        Ok(looked) if looked.facts.subjects.is_empty() => Stage::Failed(nobody(&looked)),
        Ok(looked) => Stage::Looked(Arc::new(looked)),
        Err(unseen) => Stage::Failed(unseen.both()),
    }
}

/// That a file has no enterprise, and what was remarked of it first.
fn nobody(looked: &Looked) -> Both {
    let first = looked.all_remarks().next();
    Both::told(|tongue| {
        let first = first.map_or(String::new(), |fault| {
            let (place, hint) = (&fault.place, fault.hint.of(tongue));
            tongue.say([format_args!("{place}：{hint}"), format_args!(" {place}: {hint}")])
        });
        tongue.say([
            format_args!("没有读到任何企业。{first}"),
            format_args!("No enterprise was read.{first}"),
        ])
    })
}

/// 待导入的表
pub(super) async fn list(
    State(app): State<App>,
    may: May<ImportFacts>,
    Spoken(tongue): Spoken,
) -> Result<Json<Few<Shown>>, Refusal> {
    app.aside(move |app| Ok(Json(Few::of(all(app, &may, tongue)?, Drafts::OWN)))).await
}

/// All that who asks sent.
pub(super) fn all(
    app: &App,
    may: &May<ImportFacts>,
    tongue: Tongue,
) -> Result<Vec<Shown>, Refusal> {
    app.drafts().all(may.permit.name()).iter().map(|draft| shown(app, draft, tongue)).collect()
}

impl Roll for Shown {
    const NAME: &'static str = "待导入的表";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("文件", 44),
        ("看到哪一步", 20),
        ("来源", 30),
        ("企业", 10),
        ("新建档案", 10),
        ("读不出的格", 12),
        ("要核对的格", 12),
    ];

    fn cells(self) -> Vec<Cell> {
        let mut cells = vec![number(self.id), Cell::text(self.name)];
        cells.push(Cell::text(match self.state {
            "looked" => "看过，待存入",
            "failed" => "读不了",
            "accepting" => "正在存入",
            "arriving" => "正在接收",
            _ => "正在读",
        }));
        if let Some(Preview { feed_title, enterprises, made, errors, warnings, .. }) = self.looked {
            cells.push(Cell::text(feed_title));
            cells.extend([enterprises, made, errors, warnings].map(Cell::Count));
        }
        cells
    }
}

/// 一个待导入的表：每列被当作什么，会改动什么，哪里有错
pub(super) async fn one(
    State(app): State<App>,
    may: May<ImportFacts>,
    Named(id): Named<u32>,
    Spoken(tongue): Spoken,
) -> Result<Json<Shown>, Refusal> {
    let draft = app.drafts().of(id, may.permit.name()).ok_or_else(gone)?;
    app.aside(move |app| Ok(Json(shown(app, &draft, tongue)?))).await
}

/// 改导入方案，再看一遍
pub(super) async fn plan(
    State(app): State<App>,
    may: May<ImportFacts>,
    (Named(id), Spoken(tongue)): (Named<u32>, Spoken),
    Sent(new): Sent<NewPlan>,
) -> Result<Begun<Shown>, Refusal> {
    feed(&app, new.feed.as_deref(), "/feed")?;
    let draft = app.drafts().again((id, may.permit.name()), app.now(), |said| {
        *said = Saying {
            plan: new.plan.or(said.plan.take()),
            feed: new.feed.or(said.feed.take()),
            since: new.since.or(said.since),
        };
    });
    let draft = draft.map_err(unready)?;
    begin(&app, &may, id);
    app.aside(move |app| Ok(Begun(shown(app, &draft, tongue)?))).await
}

/// 存进登记库
pub(super) async fn accept(
    State(app): State<App>,
    may: May<ImportFacts>,
    Named(id): Named<u32>,
) -> Result<Made<Accepted>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let (drafts, by) = (app.drafts(), may.permit.name());
        let looked = drafts.begin(id, by).map_err(unready)?;
        let kept = looked.clone();
        let imported = looked.accept(app.store(), &may.permit);
        let imported = match imported {
            Ok(imported) => imported,
            Err(error) => {
                // Nothing of it was written: it waits as before.
                drafts.change(id, |draft| draft.state = Stage::Looked(kept));
                return Err(error.into());
            }
        };
        drafts.drop(id);
        app.renew();
        let (import, line, rows) = (imported.import.0, imported.seq.0, imported.statements);
        Ok(Made(Accepted { import, line, rows }))
    })
    .await
}

/// 不导入，删去
pub(super) async fn throw(
    State(app): State<App>,
    may: May<ImportFacts>,
    Named(id): Named<u32>,
) -> Result<NoContent, Refusal> {
    app.drafts().throw(id, may.permit.name()).map_err(unready)?;
    Ok(NoContent)
}

/// 把原表还回来：问题写在单元格旁边
pub(super) async fn back(
    State(app): State<App>,
    may: May<ImportFacts>,
    Named(id): Named<u32>,
) -> Result<download::File, Refusal> {
    let draft = app.drafts().of(id, may.permit.name()).ok_or_else(gone)?;
    let Stage::Looked(looked) = draft.state.clone() else { return Err(busy()) };
    app.aside(move |app| {
        let faults: Vec<Fault> = looked.all_remarks().cloned().collect();
        let out: PathBuf = app.drafts().folder().join(format!("{}.xlsx", super::token()?));
        marked(&draft.path, &faults, &out).map_err(|error| {
            tracing::error!(%error, "a marked workbook could not be written");
            Refusal::broken()
        })?;
        let stem = Path::new(&draft.name).file_stem().unwrap_or_default().to_string_lossy();
        download::File::take(&out, &format!("{stem}（已标注）.xlsx"))
    })
    .await
}

fn gone() -> Refusal {
    Refusal::absent(["没有这个待导入的表", "there is no such draft"]).hint([
        "可能已导入、已删去，或放了一天以上；请重新上传",
        "it may have been brought in or deleted, or have waited for more than a day: send it again",
    ])
}

fn busy() -> Refusal {
    Refusal::conflict(
        Code::DraftNotReady,
        ["还没有看完，或看不了，不能这样办", "it was not read to its end, or cannot be read"],
    )
    .hint([
        "请看它的状态：正在读的稍等，看不了的改正后重新上传",
        "look at its state: wait while it is read; what cannot be read is put right and sent again",
    ])
}

fn unready(unready: Unready) -> Refusal {
    match unready {
        Unready::Gone => gone(),
        Unready::Busy => busy(),
    }
}

fn shown(app: &App, draft: &Draft, tongue: Tongue) -> Result<Shown, Refusal> {
    let (progress, failed, looked) = match &draft.state {
        Stage::Reading { sheet, rows, of } => {
            (Some(Progress { sheet: sheet.clone(), rows: *rows, of: *of }), None, None)
        }
        Stage::Looked(looked) => (None, None, Some(preview(app, looked, tongue)?)),
        Stage::Failed(why) => (None, Some(why.of(tongue).to_owned()), None),
        Stage::Arriving { .. } | Stage::Accepting => (None, None, None),
    };
    let of = match draft.state {
        Stage::Arriving { of } => of,
        Stage::Reading { .. } | Stage::Looked(_) | Stage::Failed(_) | Stage::Accepting => None,
    };
    let state = draft.state.word();
    let (id, name, bytes) = (draft.id, draft.name.clone(), draft.bytes);
    Ok(Shown { id, name, bytes, of, state, progress, failed, looked })
}

fn preview(app: &App, looked: &Looked, tongue: Tongue) -> Result<Preview, Refusal> {
    let is = |level: Level| move |fault: &&Fault| fault.level == level;
    let (errors, warnings) = (is(Level::Error), is(Level::Warning));
    let grave = looked.all_remarks().filter(errors).chain(looked.all_remarks().filter(warnings));
    // Only a hint: the bytes are compared again when it is brought in.
    let before = before(app.store(), app.own(), looked.hash)?;
    let proposal = &looked.proposal;
    Ok(Preview {
        before: before.map(|import| import.id.0),
        like: looked.like.map(|import| import.0),
        feed: looked.feed.id.clone(),
        feed_title: looked.feed.title.clone(),
        verdict: looked.feed.allows(Use::Verdict),
        plan: looked.shown_plan(),
        stage: looked.stage.zh(),
        enterprises: proposal.subjects.len(),
        made: proposal.made,
        renamed: proposal.renamed,
        counts: proposal.counts,
        held: looked.held(),
        errors: looked.all_remarks().filter(errors).count(),
        warnings: looked.all_remarks().filter(warnings).count(),
        faults: grave.take(REMARKS).map(|fault| fault.told(tongue)).collect(),
        aside: looked.facts.aside.len(),
    })
}
