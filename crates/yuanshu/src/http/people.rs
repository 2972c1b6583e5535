//! People: who joins and leaves, and who is invited.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Hash, Moment, Turned, joint};
use zone::people::person::Known;
use zone::people::{KeepAccounts, Matter, OfficerId, Permit, Person, ReadStaff, Staff, Unfit};

use super::page::Page;
use super::post::{Granted, Term, terms};
use super::reply::Made;
use super::roll::Roll;
use super::seen::Seen;
use super::{Code, May, Named, Refusal, Sent, seen, session, token};
use crate::serve::{App, INVITED, Signed};
use crate::write::list::Cell;

/// An officer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Officer {
    id: u32,
    /// `U7`, as the journal has it.
    code: String,
    /// Null for who was erased.
    login: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    /// Whether they chose a password.
    password: bool,
    /// Whether they have a second factor.
    factor: bool,
    /// The first day without them.
    left: Option<Day>,
    /// What they hold, held or will hold.
    terms: Vec<Term>,
    /// To be sent as `If-Match` by who changes something of it.
    tag: String,
}

/// What is known of a person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonSaid {
    /// 登录名
    login: String,
    /// 姓名
    name: String,
    /// 电话，可以不填
    phone: Option<String>,
}

/// A link that somebody is sent once.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Invitation {
    officer: u32,
    name: String,
    login: String,
    /// The link; it is shown this once.
    link: String,
    /// Until when it is good, in UTC; null where it waits for a second administrator.
    until_at: Option<String>,
    /// 提请的编号: an administrator of another kind agrees first, and has the code that goes with
    /// the link. Null where the link is good at once.
    motion: Option<u32>,
}

/// 人员
pub(super) async fn officers(
    State(app): State<App>,
    may: May<ReadStaff>,
) -> Result<Json<Page<Officer>>, Refusal> {
    app.aside(move |app| Ok(Json(Page::whole(all(app, &may)?)))).await
}

/// Everybody.
pub(super) fn all(app: &App, may: &May<ReadStaff>) -> Result<Vec<Officer>, Refusal> {
    let (people, staff) = (app.store().people(&may.permit)?, app.gate().staff());
    people.into_iter().map(|known| officer(&staff, known)).collect()
}

impl Roll for Officer {
    const NAME: &'static str = "人员";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("编号", 8),
        ("姓名", 14),
        ("登录名", 18),
        ("任职", 60),
        ("已定口令", 10),
        ("第二因素", 10),
        ("离职", 12),
    ];

    fn cells(self) -> Vec<Cell> {
        let said = |said: bool| Cell::text(if said { "是" } else { "否" });
        let terms: Vec<String> = self.terms.iter().map(Term::told).collect();
        vec![
            Cell::text(self.code),
            Cell::text(self.name.unwrap_or_default()),
            Cell::text(self.login.unwrap_or_default()),
            Cell::long(terms.join("；")),
            said(self.password),
            said(self.factor),
            self.left.map_or(Cell::Blank, Cell::Day),
        ]
    }
}

fn officer(staff: &Staff, known: Known) -> Result<Officer, Refusal> {
    let Known { officer, is, password, factor } = known;
    let (login, name, phone) =
        is.map_or((None, None, None), |is| (Some(is.login), Some(is.name), is.phone));
    let left = staff.officer(officer).and_then(|known| known.left);
    let terms = terms(staff, |term| term.officer == officer);
    let (id, code) = (officer.0, officer.to_string());
    let tag = seen::tag(&(id, (&login, &name, &phone), (password, factor), left, &terms))?;
    Ok(Officer { id, code, login, name, phone, password, factor, left, terms, tag })
}

/// The state of the officer of whom somebody means to change something.
fn state(app: &App, signed: &Signed, id: u32) -> Result<Option<String>, Refusal> {
    let people = app.store().people(&signed.operator.may()?)?;
    let known = people.into_iter().find(|known| known.officer.0 == id);
    let officer = known.map(|known| officer(&app.gate().staff(), known)).transpose()?;
    Ok(officer.map(|officer| officer.tag))
}

/// 新增人员，给一个邀请链接
pub(super) async fn join(
    State(app): State<App>,
    may: May<KeepAccounts>,
    Sent(said): Sent<PersonSaid>,
) -> Result<Made<Invitation>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let officer = app.store().join(&may.permit, said.clone().into(), app.today())?;
        app.gate().learn(app.store())?;
        Ok(Made(invite(app, &may.permit, (officer, &said))?))
    })
    .await
}

fn invite(
    app: &App,
    permit: &Permit<KeepAccounts>,
    (officer, said): (OfficerId, &PersonSaid),
) -> Result<Invitation, Refusal> {
    let (secret, until) = (token()?, invited_until(app));
    let link = (Hash::of(secret.as_bytes()), until);
    app.store().invite(permit, (officer, app.today()), link)?;
    Ok(invitation(officer, said, (&secret, until)))
}

/// Asks that another administrator be invited: the link is one half, and opens nothing without
/// the code of who agrees.
fn ask(
    app: &App,
    permit: &Permit<KeepAccounts>,
    (officer, said): (OfficerId, &PersonSaid),
) -> Result<Invitation, Refusal> {
    let secret = format!("{HALF}{}", token()?);
    let link = Hash::of(secret.as_bytes());
    let (_, motion) = app.store().ask_invitation(permit, (officer, link), app.today())?;
    let (link, motion) = (address(&secret), Some(motion.0));
    let PersonSaid { name, login, .. } = said.clone();
    Ok(Invitation { officer: officer.0, name, login, link, until_at: None, motion })
}

/// What the secret of a link begins with that opens only together with a code.
const HALF: &str = "half-";

pub(super) fn invited_until(app: &App) -> Moment {
    Moment::new(app.now().timestamp() + INVITED)
}

fn invitation(
    officer: OfficerId,
    said: &PersonSaid,
    (secret, until): (&str, Moment),
) -> Invitation {
    Invitation {
        officer: officer.0,
        name: said.name.clone(),
        login: said.login.clone(),
        link: address(secret),
        until_at: Some(until.to_string()),
        motion: None,
    }
}

/// The secret stands after the mark, where no server and no log sees it.
fn address(secret: &str) -> String {
    format!("/welcome#{secret}")
}

/// 重发邀请：原来的密码和链接作废；别类管理员的，先提请
pub(super) async fn invite_again(
    State(app): State<App>,
    may: May<KeepAccounts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<Made<Invitation>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let people = app.store().people(&may.signed.operator.may::<ReadStaff>()?)?;
        let known = people.into_iter().find(|known| known.officer.0 == id);
        let is = known.and_then(|known| known.is).ok_or_else(no_officer)?;
        let said = PersonSaid { login: is.login, name: is.name, phone: is.phone };
        let (officer, today) = (OfficerId(id), app.today());
        if app.gate().staff().takes_two(&Matter::Invite(officer), today) {
            return Ok(Made(ask(app, &may.permit, (officer, &said))?));
        }
        let invitation = invite(app, &may.permit, (officer, &said))?;
        app.gate().learn(app.store())?;
        Ok(Made(invitation))
    })
    .await
}

/// 改姓名、登录名、电话
pub(super) async fn rename(
    State(app): State<App>,
    may: May<KeepAccounts>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(said): Sent<PersonSaid>,
) -> Result<NoContent, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let of = (OfficerId(id), app.today());
        app.store().rename(&may.permit, of, said.into())?;
        Ok(NoContent)
    })
    .await
}

/// 离职：当天起不能登录，岗位空出
pub(super) async fn leave(
    State(app): State<App>,
    may: May<KeepAccounts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<NoContent, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let today = app.today();
        app.store().leave(&may.permit, OfficerId(id), (today, today)).map_err(addressed)?;
        app.gate().learn(app.store())?;
        Ok(NoContent)
    })
    .await
}

/// 注销个人信息：只留编号，日志不变
pub(super) async fn erase(
    State(app): State<App>,
    may: May<KeepAccounts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<NoContent, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        app.store().erase(&may.permit, OfficerId(id), app.today()).map_err(addressed)?;
        app.gate().learn(app.store())?;
        Ok(NoContent)
    })
    .await
}

/// 取消某人的第二因素（手机丢了）；别类管理员的，先提请
pub(super) async fn drop_factor(
    State(app): State<App>,
    may: May<KeepAccounts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<Json<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| state(app, &may.signed, id))?;
        let (officer, today) = (OfficerId(id), app.today());
        if app.gate().staff().takes_two(&Matter::Factor(officer), today) {
            let asked = app.store().ask_factor(&may.permit, officer, today)?;
            return Ok(Json(Granted::asked(asked)));
        }
        let line = app.store().drop_factor(&may.permit, (officer, today))?;
        app.gate().learn(app.store())?;
        Ok(Json(Granted::done(line)))
    })
    .await
}

/// An officer whom the address names and who is not there, or not any more.
fn addressed(error: store::Error) -> Refusal {
    let (zh, en) = (error.zh(), error.to_string());
    match error {
        store::Error::Unfit(Unfit::NoOfficer(_)) => Refusal::absent([&zh, &en]),
        store::Error::Unfit(Unfit::Gone(_)) => Refusal::conflict(Code::Left, [&zh, &en]),
        error => error.into(),
    }
}

fn no_officer() -> Refusal {
    Refusal::absent(["没有这个人员，或已注销", "there is no such officer"])
}

/// The password of who was invited.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepting {
    /// 链接里 # 后面的一段
    token: String,
    /// 确认码：链接是管理员的，由同意的管理员另给
    code: Option<String>,
    /// 自己定的密码，至少 10 个字
    password: String,
}

impl Accepting {
    /// The hash of what opens.
    fn opening(&self) -> Hash {
        let link = Hash::of(self.token.as_bytes());
        // As people type it who were told it.
        let code: String = self
            .code
            .iter()
            .flat_map(|code| code.chars())
            .filter(char::is_ascii_alphanumeric)
            .collect();
        if code.is_empty() { link } else { joint(link, &code.to_ascii_uppercase()) }
    }
}

/// 接受邀请：自己定密码
pub(super) async fn accept(
    State(app): State<App>,
    Sent(sent): Sent<Accepting>,
) -> Result<NoContent, Refusal> {
    let _turn = app.turn().await?;
    app.aside(move |app| {
        let (token, now) = (sent.opening(), app.now());
        // Whoever guesses links is not given the work of a hash.
        app.store().gate().invited(token, now)?.ok_or(Turned::Uninvited)?;
        let hashed = session::fit(&sent.password, "/password")?;
        app.store().gate().accept(token, hashed, now)?;
        app.gate().learn(app.store())?;
        Ok(NoContent)
    })
    .await
}

impl From<PersonSaid> for Person {
    fn from(said: PersonSaid) -> Self {
        Self { login: said.login, name: said.name, phone: said.phone }
    }
}
