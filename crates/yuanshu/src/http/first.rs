//! The first start: three people, by a link each, are the three administrators.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Founder, Turned};
use zone::people::{GrantPosts, KeepAccounts, Role};

use super::people::PersonSaid;
use super::reply::Made;
use super::{Code, Refusal, Sent, session};
use crate::serve::App;

/// How far the first start is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FirstStart")]
pub(super) struct First {
    zone: String,
    mark: Option<String>,
    /// The three administrators; while one is not taken, nobody does more than sign in.
    posts: Vec<FirstPost>,
    /// Whether one may sign in elsewhere (统一身份认证), beginning at /api/oidc/start.
    oidc: bool,
}

/// One of the three administrators.
#[derive(Debug, Serialize, JsonSchema)]
struct FirstPost {
    /// keeper、security、auditor
    #[schemars(with = "String")]
    role: Role,
    title: &'static str,
    /// Whether somebody is it, or was.
    taken: bool,
}

/// One of the three administrators, which one says the link.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Founding {
    /// 启动时印出的链接里 # 后面的一段
    token: String,
    /// 本人
    person: PersonSaid,
    /// 自己定的密码，至少 10 个字
    password: String,
}

/// 第一次启动办到哪里了
pub(super) async fn first(State(app): State<App>) -> Json<First> {
    Json(told(&app))
}

fn told(app: &App) -> First {
    let awaited = app.gate().staff().awaited();
    let post = |role: Role| FirstPost { role, title: role.zh(), taken: !awaited.contains(&role) };
    let settings = app.settings();
    First {
        zone: settings.zone.clone(),
        mark: settings.mark.clone(),
        posts: Role::ADMINISTRATORS.map(post).into(),
        oidc: app.provider().is_some(),
    }
}

/// 第一次启动：设立自己的管理员账号
pub(super) async fn found(
    State(app): State<App>,
    Sent(sent): Sent<Founding>,
) -> Result<Made<First>, Refusal> {
    let _turn = app.turn().await?;
    app.aside(move |app| {
        // Whoever guesses links is not given the work of a hash.
        let role = app.founds(&sent.token).ok_or_else(spent)?;
        let hashed = session::fit(&sent.password, "/password")?;
        let own = &app.register().operator;
        let permits = (&own.may::<KeepAccounts>()?, &own.may::<GrantPosts>()?);
        let department = own.department.clone();
        let founder = Founder { person: sent.person.into(), role, department, from: app.today() };
        let found = app.store().start(permits, founder, (hashed, app.now()));
        found.map_err(|error| match error {
            store::Error::Turned(Turned::Uninvited) => spent(),
            error => Refusal::from(error).moved(|path| format!("/person{path}")),
        })?;
        app.gate().learn(app.store())?;
        Ok(Made(told(app)))
    })
    .await
}

fn spent() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        Code::NotFirst,
        ["链接不对，或已经用过", "the link is wrong, or was used"],
    )
    .hint([
        "请用启动时印出的链接，一个链接设立一名管理员；链接丢了的，重启服务会印出新的",
        "use a link that the start printed, one for each administrator; a restart prints others",
    ])
}

/// Not all three administrators are there, and who asks would do something.
pub(super) fn awaited(awaited: &[Role]) -> Refusal {
    let zh: Vec<&str> = awaited.iter().map(|role| role.zh()).collect();
    let en: Vec<&str> = awaited.iter().map(|role| role.en()).collect();
    let zh = format!("三员还没有到齐，等{}设立账号；到齐以前只能登录", zh.join("、"));
    let en = format!("not all three administrators are there: {} to come", en.join(", "));
    Refusal::new(StatusCode::FORBIDDEN, Code::NotThree, [&zh, &en]).hint([
        "请其打开各自的一次性链接；链接丢了的，重启服务会印出新的",
        "each opens a link of their own; a restart prints others",
    ])
}
