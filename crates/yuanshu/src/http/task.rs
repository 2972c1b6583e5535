//! Tasks: who owes what about which enterprise, by when.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use base::Due;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::enterprise::{File, SubjectId};
use zone::people::{DoTask, MakeTask, OfficerId, ReadRegister};
use zone::task::{About, Order, Owner, State as Stands, Task, TaskId};

use super::moments::Moments;
use super::page::{Page, beyond, last};
use super::reply::Made;
use super::roll::{Roll, number};
use super::seen::Seen;
use super::{Asked, May, Named, Refusal, Sent, seen};
use crate::amend::reason;
use crate::say;
use crate::serve::{App, Signed, latest};
use crate::write::list::Cell;

/// Working days within which a task is owed where nobody says.
const USUAL: u16 = 5;
/// So many departments are named where none fits.
const FEW: usize = 8;
/// Working days within which a task may be owed: a year has about so many.
const LONGEST: u16 = 250;

/// A task to be given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTask {
    /// 企业编号
    enterprise: u32,
    /// 哪项政策（编号），如果是为它
    policy: Option<String>,
    /// 哪项指标（编号），如果是为它；与 policy 只写一个
    fact: Option<String>,
    /// 为什么
    reason: String,
    /// 由哪个部门办
    department: String,
    /// 部门里的谁
    officer: Option<u32>,
    /// 几个工作日内，1 到 250，缺省 5
    #[schemars(range(min = 1, max = 250))]
    days: Option<u16>,
}

/// Who owes it from then on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Passing {
    /// 部门
    department: String,
    /// 部门里的谁
    officer: Option<u32>,
}

/// What came of it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Closing {
    /// 结果
    result: String,
}

/// Which tasks.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TasksWanted")]
pub(super) struct Wanted {
    /// 只看自己和本部门要办的
    #[serde(default)]
    mine: bool,
    /// 只看自己派出的
    #[serde(default)]
    given: bool,
    /// 只看一家企业的
    enterprise: Option<u32>,
    /// 连已办结的一起看
    #[serde(default)]
    done: bool,
    /// 从这个编号往前（不含），缺省从最后派的看起
    after: Option<u32>,
    /// 一页多少项，最多 500，缺省 100
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// A task as it stands.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TaskShown")]
pub(super) struct Shown {
    id: u32,
    enterprise: u32,
    name: String,
    policy: Option<String>,
    fact: Option<String>,
    reason: String,
    department: String,
    officer: Option<u32>,
    /// The name of who gave it.
    by: String,
    /// The line of the journal.
    line: u32,
    /// When it was given, in UTC.
    at: Option<String>,
    /// The last day, in working days.
    due: base::Day,
    /// Whether a calendar that is not announced yet may move it.
    provisional: bool,
    /// Working days that are left; negative where it is late, null where it is done.
    left: Option<i64>,
    /// What came of it, where it is done.
    result: Option<String>,
    /// Whether who asks may close it.
    mine: bool,
    /// To be sent as `If-Match` by who passes it on or closes it.
    tag: String,
}

impl Shown {
    /// The first due before the others.
    pub(super) fn order(&self) -> (base::Day, u32) {
        (self.due, self.id)
    }
}

/// 任务，后派的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Page<Shown>>, Refusal> {
    app.aside(move |app| {
        let asked = (wanted.after, wanted.limit);
        page(app, &may, &wanted, asked).map(Json)
    })
    .await
}

/// A page of the tasks that are wanted.
pub(super) fn page(
    app: &App,
    may: &May<ReadRegister>,
    wanted: &Wanted,
    (after, limit): (Option<u32>, Option<u16>),
) -> Result<Page<Shown>, Refusal> {
    let Wanted { mine, given, enterprise, done, .. } = *wanted;
    let subject = enterprise.map(SubjectId);
    let which = store::Wanted { open: !done, mine, given, subject };
    let listed = app.store().tasks(&may.permit, which, last(after, limit)?)?;
    let items = shown(app, may, &listed.items)?;
    Ok(Page::back(items, beyond(&listed, |one| one.id.0)))
}

impl Roll for Shown {
    const NAME: &'static str = "任务";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("企业名称", 34),
        ("政策", 30),
        ("指标", 24),
        ("为什么", 40),
        ("部门", 24),
        ("派出人", 12),
        ("期限", 12),
        ("结果", 40),
    ];

    fn cells(self) -> Vec<Cell> {
        vec![
            number(self.id),
            Cell::text(self.name),
            Cell::text(self.policy.unwrap_or_default()),
            Cell::text(self.fact.unwrap_or_default()),
            Cell::long(self.reason),
            Cell::text(self.department),
            Cell::text(self.by),
            Cell::Day(self.due),
            Cell::long(self.result.unwrap_or_default()),
        ]
    }
}

pub(super) fn mine(may: &May<ReadRegister>, task: &Task) -> bool {
    task.order.owner.is(may.permit.name(), may.permit.department())
}

pub(super) fn shown(
    app: &App,
    may: &May<ReadRegister>,
    tasks: &[Task],
) -> Result<Vec<Shown>, Refusal> {
    if tasks.is_empty() {
        return Ok(Vec::new());
    }
    let (content, today) = (app.content(), app.today());
    let calendar = &content.content.shelf.calendar;
    let names = app.store().names(&may.permit)?;
    let moments = Moments::of(app, tasks.iter().map(|task| task.given))?;
    app.living(latest(today), |living| {
        let registry = living.snapshot.registry();
        let one = |task: &Task| {
            let Order { subject, about, reason, owner, due } = &task.order;
            let file = registry.file(registry.survivor(*subject));
            let (policy, fact) = match about {
                About::Policy(id) => (Some(id.clone()), None),
                About::Fact(id) => (None, Some(id.clone())),
                About::Enterprise => (None, None),
            };
            let (left, result) = match &task.state {
                Stands::Open => (Some(left(calendar, today, *due)), None),
                Stands::Closed { result, .. } => (None, Some(result.clone())),
            };
            Ok(Shown {
                id: task.id.0,
                enterprise: subject.0,
                name: file.and_then(File::last_name).unwrap_or_default().to_owned(),
                policy,
                fact,
                reason: reason.clone(),
                department: owner.department.clone(),
                officer: owner.officer.map(|officer| officer.0),
                by: names.told(&task.by).into_owned(),
                line: task.given.0,
                at: moments.at(task.given),
                due: due.day,
                provisional: due.provisional,
                left,
                result,
                mine: mine(may, task),
                tag: tag(task)?,
            })
        };
        tasks.iter().map(one).collect()
    })?
}

/// The state of a task: who owes it, and what came of it.
fn tag(task: &Task) -> Result<String, Refusal> {
    let Owner { department, officer } = &task.order.owner;
    let result = match &task.state {
        Stands::Open => None,
        Stands::Closed { result, .. } => Some(result),
    };
    seen::tag(&(task.id.0, department, officer.map(|of| of.0), result))
}

/// The same of the task that somebody means to change.
fn state(app: &App, signed: &Signed, id: TaskId) -> Result<Option<String>, Refusal> {
    Ok(Some(tag(&app.store().task(&signed.operator.may()?, id)?)?))
}

/// Working days until the last; negative after it.
fn left(calendar: &base::Calendar, today: base::Day, due: Due) -> i64 {
    let between = |from, until| i64::from(calendar.working_days_between(from, until).days);
    if today <= due.day { between(today, due.day) } else { -between(due.day, today) }
}

/// 可以派单的部门：有经办任务的在职人员
pub(super) async fn departments(
    State(app): State<App>,
    _: May<MakeTask>,
) -> Result<Json<Page<String>>, Refusal> {
    let departments: BTreeSet<String> = able(&app).into_keys().collect();
    Ok(Json(Page::whole(departments.into_iter().collect())))
}

/// Who does tasks today, by department.
fn able(app: &App) -> BTreeMap<String, BTreeSet<OfficerId>> {
    let (staff, today) = (app.gate().staff(), app.today());
    let mut able: BTreeMap<String, BTreeSet<OfficerId>> = BTreeMap::new();
    for (officer, _) in staff.officers() {
        let seats = staff.seats(officer, today).into_iter();
        for seat in seats.filter(|seat| seat.operator.may::<DoTask>().is_ok()) {
            able.entry(seat.operator.department).or_default().insert(officer);
        }
    }
    able
}

/// Who is to owe a task: a department in which somebody does tasks, and one of those.
fn owner(app: &App, department: String, officer: Option<u32>) -> Result<Owner, Refusal> {
    let able = able(app);
    let Some(people) = able.get(&department) else {
        let known: Vec<&str> = able.keys().map(String::as_str).collect();
        let zh =
            format!("“{department}”没有能办任务的在职人员；可以派给：{}", say::few(&known, FEW));
        return Err(Refusal::unfit("/department", [&zh, "nobody there does tasks"]));
    };
    let officer = officer.map(OfficerId);
    if let Some(officer) = officer.filter(|officer| !people.contains(officer)) {
        let zh = format!("{officer} 不在{department}办任务；请选该部门的人，或只写部门");
        return Err(Refusal::unfit("/officer", [&zh, "they do no tasks there"]));
    }
    Ok(Owner { department, officer })
}

/// 派一项任务
pub(super) async fn give(
    State(app): State<App>,
    may: May<MakeTask>,
    Sent(new): Sent<NewTask>,
) -> Result<Made<Given>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let content = app.content();
        let shelf = &content.content.shelf;
        let subject = SubjectId(new.enterprise);
        let permit = app.living(latest(app.today()), |living| {
            living.snapshot.row(subject).ok_or_else(super::file::nobody)?;
            living.snapshot.narrowed(&may.permit, subject).map_err(super::file::unreached)
        })??;
        let about = match (new.policy, new.fact) {
            (Some(_), Some(_)) => {
                let zh = "一项任务为一项政策或一项指标，policy 和 fact 只写一个";
                let en = "a task is about a policy or a fact: write one of the two";
                return Err(Refusal::unfit("/fact", [zh, en]));
            }
            (Some(id), None) if shelf.policy(&id, app.today()).is_none() => {
                return Err(Refusal::unfit("/policy", ["没有这项政策", "no such policy"]));
            }
            (Some(id), None) => About::Policy(id),
            (None, Some(id)) if shelf.fact(&id).is_none() => {
                return Err(Refusal::unfit("/fact", ["没有这项指标", "no such fact"]));
            }
            (None, Some(id)) => About::Fact(id),
            (None, None) => About::Enterprise,
        };
        let due = last_day(app, new.days, "/days")?;
        let owner = owner(app, new.department, new.officer)?;
        let order = Order { subject, about, reason: reason(&new.reason)?, owner, due };
        let task = app.store().give(&permit, order)?;
        Ok(Made(Given { id: task.0, due: due.day }))
    })
    .await
}

/// Within how many working days.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DueWanted")]
pub(super) struct Within {
    /// 几个工作日内，1 到 250，缺省 5
    #[schemars(range(min = 1, max = 250))]
    days: Option<u16>,
}

/// The last day of so many working days from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "DueShown")]
pub(super) struct DueShown {
    due: base::Day,
    /// Whether a calendar that is not announced yet may move it.
    provisional: bool,
}

/// 到期日：今天派单，几个工作日内办结是哪一天
pub(super) async fn due(
    State(app): State<App>,
    _: May<MakeTask>,
    Asked(within): Asked<Within>,
) -> Result<Json<DueShown>, Refusal> {
    let Due { day: due, provisional } = last_day(&app, within.days, "days")?;
    Ok(Json(DueShown { due, provisional }))
}

/// The last day of a task that is given today; where it was sent, for who sent too many days.
fn last_day(app: &App, days: Option<u16>, place: &str) -> Result<Due, Refusal> {
    let days = days.unwrap_or(USUAL);
    if !(1..=LONGEST).contains(&days) {
        let zh = format!("要写 1 到 {LONGEST} 个工作日，写的是 {days}");
        let en = format!("1 to {LONGEST} working days, not {days}");
        return Err(Refusal::unfit(place, [&zh, &en]));
    }
    Ok(app.content().content.shelf.calendar.due(app.today(), days))
}

/// A task that was given.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TaskGiven")]
pub(super) struct Given {
    id: u32,
    due: base::Day,
}

/// 转派
pub(super) async fn pass(
    State(app): State<App>,
    may: May<MakeTask>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(to): Sent<Passing>,
) -> Result<NoContent, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, TaskId(id)))?;
        let owner = owner(app, to.department, to.officer)?;
        app.store().pass(&may.permit, TaskId(id), owner)?;
        Ok(NoContent)
    })
    .await
}

/// 办结
pub(super) async fn close(
    State(app): State<App>,
    may: May<DoTask>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(closing): Sent<Closing>,
) -> Result<NoContent, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, TaskId(id)))?;
        app.store().close(&may.permit, TaskId(id), closing.result)?;
        Ok(NoContent)
    })
    .await
}
