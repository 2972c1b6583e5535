//! Posts: what there is to hold, and who holds it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::Seq;
use zone::people::{
    Grant, GrantPosts, How, Matter, MotionId, OfficerId, Permit, Post, PostId, ReadStaff, Role,
    Scope, Staff,
};

use super::page::Page;
use super::reply::Made;
use super::roll::Roll;
use super::seen::Seen;
use super::{Code, May, Named, Refusal, Sent, seen};
use crate::serve::App;
use crate::write::list::Cell;

/// What somebody is there for, and how far; as it is sent and told.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PostSaid {
    /// 岗位名称
    pub(super) title: String,
    /// 部门
    pub(super) department: String,
    /// 角色：leader、reader、clerk、reviewer、steward、enterprise、keeper、security、auditor
    #[schemars(with = "Vec<String>")]
    pub(super) roles: std::collections::BTreeSet<Role>,
    /// 范围：`"zone"`、`{"department": "经发局"}`、`{"park": "东区"}`、`{"own": 企业编号}`
    #[schemars(with = "serde_json::Value")]
    pub(super) scope: Scope,
}

/// That somebody has a post for some days.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Term {
    post: u32,
    title: String,
    officer: u32,
    from: Option<Day>,
    until: Option<Day>,
    /// Who delegated it, where it was.
    by: Option<u32>,
}

/// A post with those who have it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PostShown {
    id: u32,
    #[serde(flatten)]
    is: PostSaid,
    /// The first day without it.
    closed: Option<Day>,
    terms: Vec<Term>,
    /// To be sent as `If-Match` by who changes it, or who holds it.
    tag: String,
}

/// 岗位
pub(super) async fn posts(
    State(app): State<App>,
    _: May<ReadStaff>,
) -> Result<Json<Page<PostShown>>, Refusal> {
    Ok(Json(Page::whole(all(&app)?)))
}

/// Every post.
pub(super) fn all(app: &App) -> Result<Vec<PostShown>, Refusal> {
    let staff = app.gate().staff();
    staff.posts().map(|(id, place)| post(&staff, id, place)).collect()
}

impl Term {
    /// 经办岗 U7，2026-11-21 起
    pub(super) fn told(&self) -> String {
        let Self { title, officer, from, until, by, .. } = self;
        let from = from.map_or(String::new(), |from| format!("，{from} 起"));
        let until = until.map_or(String::new(), |until| format!("至 {until}"));
        let by = by.map_or(String::new(), |by| format!("，U{by} 委托"));
        format!("{title} U{officer}{from}{until}{by}")
    }
}

impl Roll for PostShown {
    const NAME: &'static str = "岗位";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("名称", 24),
        ("部门", 30),
        ("角色", 24),
        ("范围", 20),
        ("任职", 70),
        ("撤销", 12),
    ];

    fn cells(self) -> Vec<Cell> {
        let terms: Vec<String> = self.terms.iter().map(Term::told).collect();
        let roles: Vec<&str> = self.is.roles.iter().map(|role| role.zh()).collect();
        vec![
            Cell::text(format!("P{}", self.id)),
            Cell::text(self.is.title),
            Cell::text(self.is.department),
            Cell::text(roles.join("、")),
            Cell::text(super::session::scope(&self.is.scope)),
            Cell::long(terms.join("；")),
            self.closed.map_or(Cell::Blank, Cell::Day),
        ]
    }
}

fn post(
    staff: &Staff,
    id: PostId,
    place: &zone::people::staff::Place,
) -> Result<PostShown, Refusal> {
    let (is, terms) = (PostSaid::from(place.is.clone()), terms(staff, |term| term.post == id));
    let tag = seen::tag(&(id.0, &is, place.closed, &terms))?;
    Ok(PostShown { id: id.0, is, closed: place.closed, terms, tag })
}

/// The state of the post that somebody means to change.
fn state(app: &App, id: u32) -> Result<Option<String>, Refusal> {
    let (staff, id) = (app.gate().staff(), PostId(id));
    let shown = staff.post(id).map(|place| post(&staff, id, place)).transpose()?;
    Ok(shown.map(|shown| shown.tag))
}

/// What is written of a grant.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Granted {
    /// The line of the journal.
    line: u32,
    /// The number of what was made.
    id: Option<u32>,
    /// 提请的编号: it takes effect when an administrator of another kind agrees. Null where it is
    /// done.
    motion: Option<u32>,
}

impl Granted {
    /// It is done.
    pub(super) fn done(line: Seq) -> Self {
        Self { line: line.0, id: None, motion: None }
    }

    /// It waits for a second administrator.
    pub(super) fn asked((line, motion): (Seq, MotionId)) -> Self {
        Self { line: line.0, id: None, motion: Some(motion.0) }
    }
}

/// Writes a grant, and has the gate know of it; or asks for it, where it takes two.
pub(super) fn grant(
    app: &App,
    permit: &Permit<GrantPosts>,
    grant: Grant,
) -> Result<Granted, Refusal> {
    let id = match &grant {
        Grant::Made { post, .. } => Some(post.0),
        Grant::Admitted { client, .. } => Some(client.0),
        _ => None,
    };
    let today = app.today();
    if app.gate().staff().takes_two(&Matter::Grant(grant.clone()), today) {
        return Ok(Granted::asked(app.store().ask_grant(permit, grant, today)?));
    }
    let line = app.store().grant(permit, vec![grant], today)?;
    app.gate().learn(app.store())?;
    Ok(Granted { id, ..Granted::done(line) })
}

/// 设岗
pub(super) async fn make_post(
    State(app): State<App>,
    may: May<GrantPosts>,
    Sent(said): Sent<PostSaid>,
) -> Result<Made<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let post = app.gate().staff().next_post();
        let made = grant(app, &may.permit, Grant::Made { post, is: said.into() })?;
        Ok(Made(made))
    })
    .await
}

/// 改岗位
pub(super) async fn change_post(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<PostSaid>,
) -> Result<Json<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, id))?;
        let staff = app.gate().staff();
        let mut holders = staff.terms().iter().filter(|term| term.post == PostId(id));
        if holders.any(|term| is_own(&may, term.officer)) {
            return Err(oneself());
        }
        let change = Grant::Changed { post: PostId(id), is: said.into() };
        Ok(Json(grant(app, &may.permit, change)?))
    })
    .await
}

/// 撤岗
pub(super) async fn close_post(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<Json<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, id))?;
        let close = Grant::Closed { post: PostId(id), on: app.today() };
        Ok(Json(grant(app, &may.permit, close)?))
    })
    .await
}

/// Who is appointed, and for which days.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Appointing {
    /// 人员编号
    officer: u32,
    /// 从哪一天起，缺省今天
    from: Option<Day>,
    /// 到哪一天为止
    until: Option<Day>,
}

/// 任命
pub(super) async fn appoint(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<Appointing>,
) -> Result<Made<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, id))?;
        let (post, officer) = (PostId(id), OfficerId(said.officer));
        if is_own(&may, officer) {
            return Err(oneself().at("/officer"));
        }
        let from = said.from.unwrap_or_else(|| app.today());
        let appoint = Grant::Appointed { post, officer, from, until: said.until };
        Ok(Made(grant(app, &may.permit, appoint)?))
    })
    .await
}

/// Whether an officer is who asks.
fn is_own(may: &May<GrantPosts>, officer: OfficerId) -> bool {
    OfficerId::of(may.permit.name()) == Some(officer)
}

/// Whoever grants posts would grant themselves what they have no business with.
fn oneself() -> Refusal {
    let why = ["不能给自己任命、委托岗位，也不能改自己的岗位", "nobody grants themselves a post"];
    Refusal::new(StatusCode::FORBIDDEN, Code::ToOneself, why)
        .hint(["请另一名安全管理员办理", "ask another security administrator"])
}

/// Who is relieved, from today on.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Relieving {
    /// 人员编号
    officer: u32,
}

/// 免去，当天起
pub(super) async fn relieve(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<Relieving>,
) -> Result<Json<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, id))?;
        let (post, officer) = (PostId(id), OfficerId(said.officer));
        let relieve = Grant::Relieved { post, officer, on: app.today() };
        Ok(Json(grant(app, &may.permit, relieve)?))
    })
    .await
}

/// Who has somebody's post for a while.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Delegating {
    /// 现任人员编号
    by: u32,
    /// 受托人员编号
    to: u32,
    /// 从哪一天起
    from: Day,
    /// 到哪一天为止
    until: Day,
}

/// 委托：一段时间由别人代办
pub(super) async fn delegate(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<Delegating>,
) -> Result<Made<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, id))?;
        let Delegating { by, to, from, until } = said;
        let (by, to) = (OfficerId(by), OfficerId(to));
        if is_own(&may, to) {
            return Err(oneself().at("/to"));
        }
        let giver = app.gate().staff().officer(by).is_some();
        let delegate = Grant::Delegated { post: PostId(id), by, to, from, until };
        let whose = |path: &str| match path {
            "/officer" if giver => "/to".to_owned(),
            "/officer" => "/by".to_owned(),
            path => path.to_owned(),
        };
        Ok(Made(grant(app, &may.permit, delegate).map_err(|refusal| refusal.moved(whose))?))
    })
    .await
}

pub(super) fn terms(staff: &Staff, which: impl Fn(&zone::people::Term) -> bool) -> Vec<Term> {
    let shown = |term: &zone::people::Term| Term {
        post: term.post.0,
        title: staff.post(term.post).map_or(String::new(), |place| place.is.title.clone()),
        officer: term.officer.0,
        from: term.days.from,
        until: term.days.until,
        by: match term.how {
            How::Held => None,
            How::Delegated { by } => Some(by.0),
        },
    };
    staff.terms().iter().filter(|term| which(term)).map(shown).collect()
}

impl From<PostSaid> for Post {
    fn from(said: PostSaid) -> Self {
        let PostSaid { title, department, roles, scope } = said;
        Self { title, department, roles, scope }
    }
}

impl From<Post> for PostSaid {
    fn from(post: Post) -> Self {
        let Post { title, department, roles, scope } = post;
        Self { title, department, roles, scope }
    }
}
