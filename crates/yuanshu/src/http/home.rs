//! The first page: what is due, what waits, and how the zone stands.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::Serialize;
use zone::Seq;
use zone::people::ReadRegister;
use zone::task::Task;

use super::page::AsOf;
use super::{May, Refusal, dispute, objection, task};
use crate::serve::{App, latest};

/// The first page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Home {
    /// Tasks that who asks owes, the first due before the others.
    tasks: Vec<task::Shown>,
    /// How many enterprises there are.
    enterprises: usize,
    /// The ladder: each title with how many stand where.
    ladder: Vec<Rung>,
    /// Where figures come from, and how fresh they are; empty for who reaches only some
    /// enterprises.
    feeds: Vec<Freshness>,
    /// Imports of which nobody can tell the source any more: they are in none of `feeds`.
    unsourced: usize,
    /// Imports that wait for a second person, by the line of the journal.
    waiting: usize,
    /// Figures of which nothing counts, as sources are at odds (数据不一致).
    disputed: dispute::Count,
    /// Objections (异议) that nobody has settled.
    objections: dispute::Count,
    /// What became of the tasks that who asks gave; null where they gave none.
    given: Option<Given>,
    as_of: AsOf,
}

/// What became of tasks.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TasksGiven")]
struct Given {
    /// Still owed.
    open: usize,
    /// Of those, past their last day.
    late: usize,
    /// 办结
    done: usize,
}

/// A title, and how many stand where.
#[derive(Debug, Serialize, JsonSchema)]
struct Rung {
    policy: String,
    title: String,
    /// How many by `yes`, `unclaimed`, `near-paper`, `near-money`, `near-time`, `person`,
    /// `unknown`, `no`, `unsupported`, `outside`; `held` are those who hold the title.
    counts: BTreeMap<&'static str, usize>,
}

/// How fresh a source is.
#[derive(Debug, Serialize, JsonSchema)]
struct Freshness {
    id: String,
    title: String,
    department: String,
    /// The last import: its day, and how many there were; none where nothing came yet (未接入).
    last: Option<Day>,
    imports: usize,
}

/// 首页
pub(super) async fn home(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<Json<Home>, Refusal> {
    app.aside(move |app| {
        let open = app.store().open_tasks(&may.permit)?;
        let given = given(app, &may, &open)?;
        let mine: Vec<_> = open.into_iter().filter(|one| task::mine(&may, one)).collect();
        let mut tasks = task::shown(app, &may, &mine)?;
        tasks.sort_by_key(task::Shown::order);
        let (feeds, unsourced) = feeds(app, &may)?;
        let waiting = super::review::count(app, &may)?;
        app.living(latest(app.today()), |living| {
            let reached = living.snapshot.reached(&may.permit);
            let counted = living.snapshot.counted(&may.permit);
            let shelf = &living.content.content.shelf;
            let titles = shelf.in_force(living.snapshot.view().on);
            let titles = titles.into_iter().filter(|policy| policy.confers.is_some());
            let ladder = titles.filter_map(|policy| {
                let found = living.answers(&policy.id)?;
                let counts = super::policy::counts(&found, &counted);
                Some(Rung { policy: policy.id.clone(), title: policy.title.clone(), counts })
            });
            Ok(Json(Home {
                tasks,
                enterprises: counted.count(),
                ladder: ladder.collect(),
                feeds,
                unsourced,
                waiting,
                disputed: dispute::count(living, &may, &reached),
                objections: objection::count(app, living, &may)?,
                given,
                as_of: AsOf::of(living),
            }))
        })?
    })
    .await
}

/// What became of the tasks that who asks gave, of which `open` has those that are owed.
fn given(app: &App, may: &May<ReadRegister>, open: &[Task]) -> Result<Option<Given>, Refusal> {
    let which = store::Wanted { given: true, ..store::Wanted::default() };
    let last = store::Last { before: None, most: 1 };
    let total = app.store().tasks(&may.permit, which, last)?.total;
    let owed = || open.iter().filter(|task| task.by == may.permit.name());
    let (open, today) = (owed().count(), app.today());
    let late = owed().filter(|task| task.order.due.day < today).count();
    Ok((total > 0).then(|| Given { open, late, done: total.saturating_sub(open) }))
}

/// How fresh each source is, and how many imports are of none that can be told.
fn feeds(app: &App, may: &May<ReadRegister>) -> Result<(Vec<Freshness>, usize), Refusal> {
    // Imports speak of everybody: who reaches only some is told nothing of them.
    if may.permit.reaches_all().is_err() {
        return Ok((Vec::new(), 0));
    }
    let imports = app.store().imports(&may.permit, Seq(0), Seq::LATEST)?;
    let mut seen: BTreeMap<String, (Seq, usize)> = BTreeMap::new();
    let mut unsourced = 0;
    for import in imports.iter().filter(|import| import.undone.is_none()) {
        let plan = crate::import::Plan::parse(&import.plan).ok();
        let Some(feed) = plan.and_then(|plan| plan.feed) else {
            unsourced += 1;
            continue;
        };
        let slot = seen.entry(feed).or_default();
        *slot = (slot.0.max(import.seq), slot.1 + 1);
    }
    let content = app.content();
    let feeds = content.content.shelf.feeds.values().map(|feed| {
        let (last, imports) = seen.get(&feed.id).copied().unwrap_or_default();
        let at = (imports > 0).then(|| app.store().moment(last)).transpose()?.flatten();
        Ok(Freshness {
            id: feed.id.clone(),
            title: feed.title.clone(),
            department: feed.department.clone(),
            last: at.map(crate::china::day),
            imports,
        })
    });
    let feeds: Result<Vec<Freshness>, Refusal> = feeds.collect();
    Ok((feeds?, unsourced))
}
