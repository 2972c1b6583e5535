//! Who asks, and the proof that they may.

use std::net::SocketAddr;
use std::sync::Arc;

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Documented, StatusCode as Status};
use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use zone::people::{Act, Permit, Refused, Scope};

use super::{Code, Refusal, first};
use crate::serve::{App, Signed, Via};

/// The header that shows that a change comes from our own pages.
pub(super) const CSRF: &str = "x-csrf-token";

/// What programs that watch ask, by whatever name: it tells nothing of the zone.
const OPEN: [&str; 2] = ["/healthz", "/readyz"];

/// Who asks, whatever they may.
#[derive(Clone, Debug)]
pub struct Who(pub Arc<Signed>);

/// Proof that who asks may do `A`; asked before anything else of the request is read.
#[derive(Clone, Debug)]
pub struct May<A: Act> {
    /// The proof.
    pub permit: Permit<A>,
    /// Who asks.
    pub signed: Arc<Signed>,
}

/// Puts the address of who asks in the place of that of a proxy that is trusted.
pub(super) async fn place(
    axum::extract::State(app): axum::extract::State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if let Some(peer) = peer {
        let client = app.proxies().client(peer.ip(), request.headers());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(client, peer.port())));
    }
    next.run(request).await
}

/// Lets through what asks for this server, and refuses what was meant for another; whether it runs
/// is told to anybody.
pub(super) async fn meant(
    axum::extract::State(app): axum::extract::State<App>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    if !OPEN.contains(&parts.uri.path()) && !app.hosts().own(&parts) {
        return elsewhere().into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Finds out who asks, once for each request, so that the log can name them.
pub(super) async fn recognise(
    axum::extract::State(app): axum::extract::State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let found = app.gate().signed((request.headers(), request.extensions()), app.store());
    if let Err(seconds) = app.limits().admit(&asker(&found, &request), app.now()) {
        return hurried(seconds).into_response();
    }
    let found = match found {
        Ok(signed) if matches!(signed.operator.scope, Scope::Own(_)) => {
            app.aside(move |app| {
                let Signed { operator, via } = signed.as_ref().clone();
                Ok(Arc::new(Signed { operator: app.followed(operator)?, via }))
            })
            .await
        }
        found => found,
    };
    request.extensions_mut().insert(found.clone());
    let mut answer = next.run(request).await;
    if let Ok(signed) = found {
        answer.extensions_mut().insert(signed);
    }
    answer
}

impl FromRequestParts<App> for Who {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let found = parts.extensions.get::<Result<Arc<Signed>, Refusal>>();
        let signed = found.cloned().unwrap_or_else(|| Err(unsigned()))?;
        let changes = !matches!(parts.method, Method::GET | Method::HEAD);
        if changes && let Via::Session { csrf, .. } = &signed.via {
            let sent = parts.headers.get(CSRF).map(axum::http::HeaderValue::as_bytes);
            if sent != Some(csrf.as_bytes()) {
                return Err(forged());
            }
        }
        Ok(Self(signed))
    }
}

impl<A: Act + Send + Sync> FromRequestParts<App> for May<A> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let Who(signed) = Who::from_request_parts(parts, app).await?;
        let awaited = app.gate().awaited();
        if !awaited.is_empty() {
            return Err(first::awaited(&awaited));
        }
        let permit = signed.operator.may::<A>()?;
        Ok(Self { permit, signed })
    }
}

/// Refuses who does not reach everybody something that is about everybody: `what` in Chinese and
/// in English.
pub(super) fn whole<A: Act>(permit: &Permit<A>, what: [&str; 2]) -> Result<(), Refusal> {
    permit.reaches_all().map_err(|refused| {
        if refused == Refused::OtherFile {
            return refused.into();
        }
        let zh = format!("{}要有全园区范围的岗位，您现在的岗位不是", what[0]);
        let en = format!("{} takes a post whose scope is the whole zone", what[1]);
        Refusal::new(StatusCode::FORBIDDEN, Code::NarrowScope, [&zh, &en]).hint([
            "请换一个岗位，或交给全园区的经办人员办理",
            "take another post, or ask somebody whose post has the whole zone",
        ])
    })
}

/// By what somebody who asks is told from others.
fn asker(found: &Result<Arc<Signed>, Refusal>, request: &Request) -> String {
    match found {
        Ok(signed) => signed.via.asker(),
        Err(_) => crate::serve::address(request.extensions()).unwrap_or_default(),
    }
}

fn hurried(seconds: u64) -> Refusal {
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        Code::TooManyRequests,
        ["请求太频繁，没有办理", "too many requests: nothing was done"],
    )
    .hint(["请稍等再试", "wait a moment and try again"])
    .wait(seconds)
}

fn elsewhere() -> Refusal {
    Refusal::new(
        StatusCode::MISDIRECTED_REQUEST,
        Code::OtherHost,
        ["这个网址不是本系统的，没有办理", "the request asks for another host: nothing was done"],
    )
    .hint([
        "请用本系统的网址打开；换了网址的，由系统管理员写进 zone.toml 的 [server] address",
        "use the address of this system, which zone.toml has in [server] address",
    ])
    .at("host")
}

/// Nobody is signed in.
pub fn unsigned() -> Refusal {
    Refusal::new(
        StatusCode::UNAUTHORIZED,
        Code::SignedOut,
        ["没有登录，或登录已过期", "not signed in, or the session has ended"],
    )
    .hint([
        "请登录后再办；填写的内容没有丢",
        "sign in and try again; what you filled in is not lost",
    ])
}

fn forged() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        Code::Csrf,
        [
            "请求不是从本系统的页面发出的，没有办理",
            "the request does not come from our pages: nothing was done",
        ],
    )
    .hint(["请刷新页面后再试", "reload the page and try again"])
}

impl OperationInput for Who {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        secure(operation);
    }
}

impl<A: Act> OperationInput for May<A> {
    /// The document says which act a route is, from the very type that checks it.
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        secure(operation);
        operation.extensions.insert("x-act".to_owned(), A::NAME.into());
        let roles = A::ROLES.iter().map(|role| role.zh()).collect::<Vec<_>>().join("、");
        let before =
            operation.description.take().map_or(String::new(), |text| format!("{text}\n\n"));
        operation.description = Some(format!("{before}权限：{}（{roles}）", A::TITLE));
    }

    fn inferred_early_responses(
        _: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<Status>, Documented)> {
        Vec::new()
    }
}

/// A session, or a key.
fn secure(operation: &mut Operation) {
    if operation.security.is_empty() {
        for scheme in ["session", "key"] {
            operation.security.push([(scheme.to_owned(), Vec::new())].into_iter().collect());
        }
    }
}
