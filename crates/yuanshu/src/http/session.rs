//! Signing in and out.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::NoContent;
use base::Day;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Hash, Leaving, Moment, SignedIn, Turned};
use zone::people::{OfficerId, Operator, PostId, Role, Scope, Seat};
use zone::say::Tongue;

use super::{Code, Refusal, Sent, Spoken, Who, token};
use crate::register::told_mark;
use crate::serve::{App, COOKIE, IDLE, LONGEST, Signed, Via, factor, password};

/// Wrong passwords after which an account is locked.
const TRIES: u32 = 5;
/// For how long.
const LOCKED: SignedDuration = SignedDuration::from_mins(15);
/// Letters that a password has at least.
const SHORTEST: usize = 10;

/// What somebody signs in with.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    /// 登录名
    login: String,
    /// 密码
    password: String,
    /// 动态口令，设了第二因素的要填
    code: Option<String>,
}

/// Who is signed in, and what they may do.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Session {
    /// 园区
    zone: String,
    /// What is to be read beside everything, such as 示例数据.
    mark: Option<String>,
    user: User,
    /// The post that they act on.
    post: Post,
    /// All their posts.
    posts: Vec<Post>,
    /// The names of all acts that they may do on this post now.
    acts: Vec<&'static str>,
    /// The administrators whom the first start waits for; till then nobody does more than sign in.
    #[schemars(with = "Vec<String>")]
    awaited: Vec<Role>,
    /// What every change must carry as `x-csrf-token`.
    csrf: String,
    /// The day it is in the zone.
    today: Day,
    /// When the session ends at the latest, in UTC.
    ends_at: String,
    /// Minutes without a request after which it ends.
    idle_minutes: i64,
    /// Whether they have a second factor.
    factor: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct User {
    /// Their number: `U7`.
    code: String,
    name: String,
    login: String,
}

/// A post that somebody has.
#[derive(Debug, Serialize, JsonSchema)]
struct Post {
    id: u32,
    title: String,
    department: String,
    roles: Vec<&'static str>,
    /// 全园区、本部门、本园、本企业
    scope: String,
    /// Until when, where that is known.
    until: Option<Day>,
}

type SignedAnswer = (StatusCode, HeaderMap, Json<Session>);

/// 登录
pub(super) async fn sign_in(
    State(app): State<App>,
    request: Request,
) -> Result<SignedAnswer, Refusal> {
    let (parts, body) = request.into_parts();
    let mark = crate::serve::mark(&parts.headers, &parts.extensions);
    let tongue = super::spoken::tongue(&parts.headers);
    let before = parts.extensions.get::<Result<Arc<Signed>, Refusal>>();
    let before = before.and_then(|found| found.clone().ok());
    let request = Request::from_parts(parts, body);
    let Sent(credentials) =
        <Sent<Credentials> as axum::extract::FromRequest<App>>::from_request(request, &app).await?;
    // Passwords are slow on purpose; so many at once are tried, and the others wait.
    let _turn = app.turn().await?;
    app.aside(move |app| {
        let (officer, step) = checked(app, &credentials)?;
        let (begun, seats) = begin(app, (officer, mark), |gate, who, session| {
            gate.sign_in(who, session, step).map(|_| ())
        })?;
        if let Some(Signed { operator, via: Via::Session { token, .. } }) = before.as_deref() {
            // The browser has one cookie: nobody could sign out of what it held before.
            app.store().gate().sign_out(operator, *token, Leaving::Replaced)?;
            app.gate().forget(*token);
        }
        let body = shown((app, tongue), &begun.session, &seats)?;
        Ok((StatusCode::CREATED, carrying(&begun.cookie)?, Json(body)))
    })
    .await
}

/// A session that began, and the cookie that carries it.
pub(super) struct Begun {
    session: SignedIn,
    pub(super) cookie: String,
}

/// Lets in who showed who they are, on the first of their posts.
pub(super) fn begin(
    app: &App,
    (officer, mark): (OfficerId, Hash),
    write: impl FnOnce(store::Gate<'_>, &Operator, SignedIn) -> Result<(), store::Error>,
) -> Result<(Begun, Vec<Seat>), Refusal> {
    let now = app.now();
    let seats = app.gate().seats(officer);
    let seat = seats.first().cloned().ok_or_else(no_post)?;
    let (secret, csrf) = (token()?, token()?);
    let session = SignedIn {
        token: Hash::of(secret.as_bytes()),
        officer,
        post: seat.post,
        csrf,
        mark,
        made: now,
        seen: now,
        ends: Moment::new(now.timestamp() + LONGEST),
    };
    write(app.store().gate(), &seat.operator, session.clone()).map_err(spent)?;
    app.gate().admit(session.clone());
    Ok((Begun { session, cookie: cookie(app, &secret, LONGEST.as_secs()) }, seats))
}

/// Whose the credentials are, with the step of the second factor that was given.
fn checked(app: &App, credentials: &Credentials) -> Result<(OfficerId, Option<i64>), Refusal> {
    let gate = app.store().gate();
    let account = gate.account(&credentials.login)?;
    let now = app.now();
    let Some(account) = account else { return Err(stranger(app, credentials)) };
    if let Some(until) = account.locked_until.filter(|until| *until > now) {
        return Err(locked(until, now));
    }
    if !password::verify(&credentials.password, &account.password) {
        return Err(failed(app, account.officer)?);
    }
    let Some(secret) = &account.factor else { return Ok((account.officer, None)) };
    let Some(code) = credentials.code.as_deref().filter(|code| !code.trim().is_empty()) else {
        return Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            Code::SecondFactor,
            ["还要填动态口令", "the second factor is wanted"],
        )
        .at("/code"));
    };
    match factor::step(secret, code.trim(), now) {
        Some(step) => Ok((account.officer, Some(step))),
        None => Err(failed(app, account.officer)?),
    }
}

/// Nobody is called so: it takes as long to say, and is locked as if somebody were.
fn stranger(app: &App, credentials: &Credentials) -> Refusal {
    let (typed, now) = (credentials.login.as_str(), app.now());
    if let Some(until) = app.strangers().locked(typed, now) {
        return locked(until, now);
    }
    password::pretend(&credentials.password);
    let until = app.strangers().fail(typed, now, (TRIES, LOCKED));
    until.map_or_else(wrong, |until| locked(until, now))
}

/// Counts a failure, and locks where there were too many.
pub(super) fn failed(app: &App, officer: OfficerId) -> Result<Refusal, Refusal> {
    let gate = app.store().gate();
    let failures = gate.fail(officer)?;
    if failures < TRIES {
        return Ok(wrong());
    }
    let now = app.now();
    let until = Moment::new(now.timestamp() + LOCKED);
    gate.lock(officer, until)?;
    Ok(locked(until, now))
}

pub(super) fn wrong() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        Code::WrongCredentials,
        ["登录名、密码或动态口令不对", "the login, the password or the code is wrong"],
    )
    .hint(["连续错 5 次锁定 15 分钟；忘了密码请系统管理员重发邀请", "five failures lock it for 15 minutes; who forgot it asks the system administrator for an invitation"])
}

pub(super) fn locked(until: Moment, now: Moment) -> Refusal {
    let left = until.timestamp().duration_since(now.timestamp()).as_secs().max(1);
    let minutes = left.unsigned_abs().div_ceil(60);
    let zh = format!("密码错得太多，账号已锁定，{minutes} 分钟后再试");
    let en = format!("too many failures: the account is locked for {minutes} more minutes");
    Refusal::new(StatusCode::LOCKED, Code::Locked, [&zh, &en]).wait(left.unsigned_abs())
}

pub(super) fn spent(error: store::Error) -> Refusal {
    match error {
        store::Error::Turned(Turned::Spent) => wrong(),
        other => other.into(),
    }
}

fn no_post() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        Code::NoPost,
        ["您今天没有任何岗位，不能登录", "you hold no post today"],
    )
    .hint(["请安全管理员任命岗位", "ask the security administrator for a post"])
}

/// 谁在登录，能办什么
pub(super) async fn session(
    State(app): State<App>,
    who: Who,
    Spoken(tongue): Spoken,
) -> Result<Json<Session>, Refusal> {
    app.aside(move |app| {
        let session = current(&who)?;
        Ok(Json(shown((app, tongue), &session, &app.gate().seats(session.officer))?))
    })
    .await
}

/// The session of who asks; a program has none.
pub(super) fn current(who: &Who) -> Result<Open, Refusal> {
    match &who.0.via {
        Via::Session { token, officer, post, csrf, ends } => Ok(Open {
            token: *token,
            officer: *officer,
            post: *post,
            csrf: csrf.clone(),
            ends: *ends,
        }),
        Via::Key { .. } => Err(Refusal::absent(["接口调用方没有会话", "a program has no session"])),
    }
}

/// What is told of a session.
#[derive(Clone, Debug)]
pub(super) struct Open {
    token: Hash,
    pub(super) officer: OfficerId,
    post: PostId,
    csrf: String,
    ends: Moment,
}

impl From<SignedIn> for Open {
    fn from(session: SignedIn) -> Self {
        let SignedIn { token, officer, post, csrf, ends, .. } = session;
        Self { token, officer, post, csrf, ends }
    }
}

fn shown(
    (app, tongue): (&App, Tongue),
    session: &impl AsOpen,
    seats: &[Seat],
) -> Result<Session, Refusal> {
    let session = session.open();
    let own = seats.iter().find(|seat| seat.post == session.post).ok_or_else(no_post)?;
    let gate = app.store().gate();
    let (name, login) = gate.person(session.officer)?.unwrap_or_default();
    let factor = gate.account_of(session.officer)?.is_some_and(|account| account.factor.is_some());
    let awaited = app.gate().awaited();
    Ok(Session {
        zone: app.settings().zone.clone(),
        mark: app.settings().mark.as_deref().map(|mark| told_mark(mark, tongue).to_owned()),
        user: User { code: session.officer.to_string(), name, login },
        post: post(own),
        posts: seats.iter().map(post).collect(),
        acts: if awaited.is_empty() { own.operator.acts() } else { Vec::new() },
        awaited,
        csrf: session.csrf,
        today: app.today(),
        ends_at: session.ends.to_string(),
        idle_minutes: IDLE.as_mins(),
        factor,
    })
}

/// What a session is told from: when it is made, and ever after.
trait AsOpen {
    fn open(&self) -> Open;
}

impl AsOpen for Open {
    fn open(&self) -> Open {
        self.clone()
    }
}

impl AsOpen for SignedIn {
    fn open(&self) -> Open {
        self.clone().into()
    }
}

fn post(seat: &Seat) -> Post {
    Post {
        id: seat.post.0,
        title: seat.title.clone(),
        department: seat.operator.department.clone(),
        roles: seat.operator.roles.iter().map(|role| Role::zh(*role)).collect(),
        scope: scope(&seat.operator.scope),
        until: seat.until,
    }
}

/// How far somebody's acts reach, in words.
pub(super) fn scope(scope: &Scope) -> String {
    match scope {
        Scope::Zone => "全园区".to_owned(),
        Scope::Department(department) => format!("部门：{department}"),
        Scope::Park(park) => format!("园区：{park}"),
        Scope::Own(_) => "本企业".to_owned(),
    }
}

/// The cookie of a session; without age it is taken away.
fn cookie(app: &App, secret: &str, age: i64) -> String {
    let secure = if app.settings().server.is_secure() { "; Secure" } else { "" };
    format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

fn carrying(cookie: &str) -> Result<HeaderMap, Refusal> {
    let value = HeaderValue::from_str(cookie).map_err(|_| Refusal::broken())?;
    Ok([(header::SET_COOKIE, value)].into_iter().collect())
}

/// 退出
pub(super) async fn sign_out(
    State(app): State<App>,
    who: Who,
) -> Result<(StatusCode, HeaderMap), Refusal> {
    app.aside(move |app| {
        let session = current(&who)?;
        app.store().gate().sign_out(&who.0.operator, session.token, Leaving::SignedOut)?;
        app.gate().forget(session.token);
        Ok((StatusCode::NO_CONTENT, carrying(&cookie(app, "", 0))?))
    })
    .await
}

/// Which post to act on.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Chosen {
    /// 岗位编号
    post: u32,
}

/// 换一个岗位办事
pub(super) async fn take_post(
    State(app): State<App>,
    who: Who,
    Spoken(tongue): Spoken,
    Sent(chosen): Sent<Chosen>,
) -> Result<Json<Session>, Refusal> {
    app.aside(move |app| {
        let mut session = current(&who)?;
        let seats = app.gate().seats(session.officer);
        let seat = seats.iter().find(|seat| seat.post.0 == chosen.post).ok_or_else(|| {
            Refusal::unfit("/post", ["您没有这个岗位", "you do not hold that post"])
        })?;
        app.store().gate().take_post(&seat.operator, session.token, seat.post)?;
        app.gate().take_post(session.token, seat.post);
        session.post = seat.post;
        Ok(Json(shown((app, tongue), &session, &seats)?))
    })
    .await
}

/// Another password.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    /// 原密码
    old: String,
    /// 新密码，至少 10 个字
    new: String,
}

/// 改密码；别处的登录都结束
pub(super) async fn set_password(
    State(app): State<App>,
    who: Who,
    Sent(sent): Sent<NewPassword>,
) -> Result<NoContent, Refusal> {
    let _turn = app.turn().await?;
    app.change(who.0.clone(), move |app| {
        let session = current(&who)?;
        let gate = app.store().gate();
        let account = gate.account_of(session.officer)?.ok_or_else(wrong)?;
        let now = app.now();
        if let Some(until) = account.locked_until.filter(|until| *until > now) {
            return Err(locked(until, now));
        }
        if !password::verify(&sent.old, &account.password) {
            let refusal = failed(app, session.officer)?;
            let wrong = Refusal::unfit("/old", ["原密码不对", "the old password is wrong"]);
            return Err(if refusal.code() == Code::Locked { refusal } else { wrong });
        }
        let hashed = fit(&sent.new, "/new")?;
        gate.set_password((&who.0.operator, session.token), hashed, app.now())?;
        app.gate().learn(app.store())?;
        Ok(NoContent)
    })
    .await
}

/// The argon2 text of a password that is long enough.
pub(super) fn fit(text: &str, path: &str) -> Result<String, Refusal> {
    let letters = text.chars().count();
    if !(SHORTEST..=256).contains(&letters) {
        let zh = format!("密码要 {SHORTEST} 到 256 个字");
        return Err(Refusal::unfit(path, [&zh, "the password has 10 to 256 letters"]));
    }
    if password::is_obvious(text) {
        let why =
            ["这个密码一猜就中，没有保存", "this password is among the first that are guessed"];
        return Err(Refusal::unfit(path, why).hint([
            "不要用连着的键、重复的字和常见的词加数字；几个不相干的词就很好",
            "take a few words that have nothing to do with each other",
        ]));
    }
    password::hash(text).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Refusal::broken()
    })
}
