//! Signing in at the provider of the house (统一身份认证): out there, and back.

use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use schemars::JsonSchema;
use serde::Deserialize;
use store::Hash;

use super::session::begin;
use super::{Asked, Refusal, token};
use crate::link::oidc::{Failed, Provider, state};
use crate::serve::{App, carried};

/// The cookie that holds the ticket of somebody who is on their way.
const TICKET: &str = "yuanshu-oidc";
/// Seconds in which they come back.
const AWAY: i64 = 600;

/// A browser is sent elsewhere.
type Sent = (StatusCode, HeaderMap);

/// Why somebody is back at the door; the page there has the words.
type Turned = &'static str;

/// 去统一身份认证登录
pub(super) async fn start(State(app): State<App>) -> Result<Sent, Refusal> {
    let ticket = token()?;
    app.aside(move |app| {
        let place = match provider(app).and_then(|to| to.start(&ticket).map_err(|why| failed(&why)))
        {
            Ok(place) => place,
            Err(turned) => return door(turned),
        };
        let secure = if app.settings().server.is_secure() { "; Secure" } else { "" };
        let kept = format!(
            "{TICKET}={ticket}; Path=/api/oidc; HttpOnly; SameSite=Lax; Max-Age={AWAY}{secure}"
        );
        sent(&place, &[&kept])
    })
    .await
}

/// What the provider sends them back with; it may say more.
#[derive(Clone, Deserialize, JsonSchema)]
pub(super) struct Back {
    /// 认证方给的一次性代码
    code: Option<String>,
    /// 出发时带去的
    state: Option<String>,
}

/// 从统一身份认证回来：认得是哪一位的，登录
pub(super) async fn back(
    State(app): State<App>,
    parts: Parts,
    Asked(back): Asked<Back>,
) -> Result<Sent, Refusal> {
    let mark = crate::serve::mark(&parts.headers, &parts.extensions);
    let ticket = carried(&parts.headers, TICKET).map(str::to_owned);
    app.aside(move |app| match enter(app, (ticket, &back), mark) {
        Ok(cookie) => {
            sent("/", &[&cookie, &format!("{TICKET}=; Path=/api/oidc; HttpOnly; Max-Age=0")])
        }
        Err(turned) => door(turned),
    })
    .await
}

/// Signs somebody in whom the provider names; returns the cookie of the session.
fn enter(app: &App, (ticket, back): (Option<String>, &Back), mark: Hash) -> Result<String, Turned> {
    let provider = provider(app)?;
    // Who comes back left from this browser, and not long ago.
    let ticket = ticket.filter(|ticket| back.state == Some(state(ticket))).ok_or("oidc-state")?;
    let code = back.code.as_ref().ok_or("oidc-declined")?;
    let said = provider.identify((code, &ticket), app.now()).map_err(|why| failed(&why))?;
    let officer =
        app.store().gate().officer(&said).map_err(|error| Refusal::from(error).code().word())?;
    let officer = officer.ok_or("oidc-unknown")?;
    let vouched =
        begin(app, (officer, mark), |gate, who, session| gate.vouch(who, session).map(|_| ()));
    vouched.map(|(begun, _)| begun.cookie).map_err(|refusal| refusal.code().word())
}

fn provider(app: &App) -> Result<&Provider, Turned> {
    app.provider().ok_or("oidc-none")
}

/// Back to where one signs in, which says why.
fn door(turned: Turned) -> Result<Sent, Refusal> {
    sent(&format!("/login?problem={turned}"), &[])
}

fn sent(place: &str, cookies: &[&str]) -> Result<Sent, Refusal> {
    let text = |text: &str| HeaderValue::from_str(text).map_err(|_| Refusal::broken());
    let mut headers = HeaderMap::new();
    headers.insert(header::LOCATION, text(place)?);
    for cookie in cookies {
        headers.append(header::SET_COOKIE, text(cookie)?);
    }
    Ok((StatusCode::SEE_OTHER, headers))
}

/// What went wrong out there: the log has its kind, and nothing that was sent.
fn failed(why: &Failed) -> Turned {
    tracing::warn!(%why, "nobody could be signed in by the provider");
    "oidc-failed"
}
