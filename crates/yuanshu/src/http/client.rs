//! Programs that ask in somebody's stead: which are let in, and their keys.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use base::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Hash;
use zone::people::{Client, ClientId, Grant, GrantPosts, KeepAccounts, ReadStaff};

use super::page::Page;
use super::post::{Granted, PostSaid, grant};
use super::reply::Made;
use super::roll::Roll;
use super::seen::Seen;
use super::{Code, May, Named, Refusal, Sent, seen, session, token};
use crate::serve::App;
use crate::write::list::Cell;

/// A program that asks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ClientShown {
    id: u32,
    #[serde(flatten)]
    is: PostSaid,
    /// The last day on which it is let in.
    until: Day,
    /// To be sent as `If-Match` by who expels it.
    tag: String,
}

/// A program's key.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ClientKey")]
pub(super) struct Key {
    client: u32,
    /// The key; it is shown this once.
    key: String,
}

/// A program to be let in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewClient {
    /// 名称、部门、角色（reader、clerk）和范围
    is: PostSaid,
    /// 用到哪一天为止
    until: Day,
}

/// 接口调用方
pub(super) async fn clients(
    State(app): State<App>,
    _: May<ReadStaff>,
) -> Result<Json<Page<ClientShown>>, Refusal> {
    Ok(Json(Page::whole(all(&app)?)))
}

/// Every program that was let in.
pub(super) fn all(app: &App) -> Result<Vec<ClientShown>, Refusal> {
    let staff = app.gate().staff();
    staff.clients().map(|(id, client)| shown(id, client.clone())).collect()
}

impl Roll for ClientShown {
    const NAME: &'static str = "接口调用方";
    const HEADS: &'static [(&'static str, u8)] =
        &[("编号", 8), ("名称", 24), ("部门", 30), ("角色", 24), ("范围", 20), ("用到哪一天", 12)];

    fn cells(self) -> Vec<Cell> {
        let roles: Vec<&str> = self.is.roles.iter().map(|role| role.zh()).collect();
        vec![
            Cell::text(ClientId(self.id).to_string()),
            Cell::text(self.is.title),
            Cell::text(self.is.department),
            Cell::text(roles.join("、")),
            Cell::text(session::scope(&self.is.scope)),
            Cell::Day(self.until),
        ]
    }
}

fn shown(id: ClientId, client: Client) -> Result<ClientShown, Refusal> {
    let Client { title, department, roles, scope, until } = client;
    let is = PostSaid { title, department, roles, scope };
    let tag = seen::tag(&(id.0, &is, until))?;
    Ok(ClientShown { id: id.0, is, until, tag })
}

/// The state of the program that somebody means to expel.
fn client_state(app: &App, id: u32) -> Result<Option<String>, Refusal> {
    let staff = app.gate().staff();
    let found = staff.clients().find(|(known, _)| known.0 == id);
    let shown = found.map(|(id, client)| shown(id, client.clone())).transpose()?;
    Ok(shown.map(|shown| shown.tag))
}

/// 准入一个接口调用方
pub(super) async fn admit(
    State(app): State<App>,
    may: May<GrantPosts>,
    Sent(new): Sent<NewClient>,
) -> Result<Made<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let client = app.gate().staff().next_client();
        let NewClient { is: PostSaid { title, department, roles, scope }, until } = new;
        let is = Client { title, department, roles, scope, until };
        let made = grant(app, &may.permit, Grant::Admitted { client, is });
        let within = |path: &str| match path {
            "/until" => path.to_owned(),
            path => format!("/is{path}"),
        };
        Ok(Made(made.map_err(|refusal| refusal.moved(within))?))
    })
    .await
}

/// 停用一个接口调用方
pub(super) async fn expel(
    State(app): State<App>,
    may: May<GrantPosts>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<Json<Granted>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| client_state(app, id))?;
        let expel = Grant::Expelled { client: ClientId(id), on: app.today() };
        Ok(Json(grant(app, &may.permit, expel)?))
    })
    .await
}

/// 给接口调用方一把密钥；原来的作废
pub(super) async fn give_key(
    State(app): State<App>,
    may: May<KeepAccounts>,
    Named(id): Named<u32>,
) -> Result<Made<Key>, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        let (staff, client) = (app.gate().staff(), ClientId(id));
        let known = staff.clients().any(|(known, _)| known == client);
        if known && staff.caller(client, app.today()).is_none() {
            return Err(over(client));
        }
        let secret = token()?;
        let hash = Hash::of(secret.as_bytes());
        app.store().give_key(&may.permit, ClientId(id), (hash, app.now()))?;
        app.gate().learn(app.store())?;
        Ok(Made(Key { client: id, key: secret }))
    })
    .await
}

/// A key of a program that is not let in would open nothing.
fn over(client: ClientId) -> Refusal {
    let (zh, en) = (
        format!("接口调用方 {client} 已停用或已到期，给了密钥也用不了"),
        format!("the client {client} is not let in any more"),
    );
    Refusal::conflict(Code::ClientOver, [&zh, &en]).hint([
        "请安全管理员重新准入一个，再给密钥",
        "have the security administrator admit it anew, then give it a key",
    ])
}

/// 收回密钥
pub(super) async fn take_key(
    State(app): State<App>,
    may: May<KeepAccounts>,
    Named(id): Named<u32>,
) -> Result<NoContent, Refusal> {
    app.reorder(may.signed.clone(), move |app| {
        app.store().take_key(&may.permit, ClientId(id))?;
        app.gate().learn(app.store())?;
        Ok(NoContent)
    })
    .await
}
