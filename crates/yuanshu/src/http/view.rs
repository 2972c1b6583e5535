//! Queries that somebody gave a name, to come back to.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Saved;
use zone::people::{Permit, ReadRegister};

use super::page::Page;
use super::reply::Made;
use super::roll::{Roll, number};
use super::seen::Seen;
use super::{May, Named, Refusal, Sent, seen};
use crate::serve::App;
use crate::write::list::Cell;

/// A query with its name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ViewShown")]
pub(super) struct Shown {
    id: u32,
    name: String,
    query: String,
    /// To be sent as `If-Match` by who replaces or forgets it.
    tag: String,
}

/// A query to be kept.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewView")]
pub(super) struct New {
    /// 名称；同名的换掉
    name: String,
    /// 网址里 ? 以后的部分
    query: String,
}

/// 收藏的查询
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<Json<Page<Shown>>, Refusal> {
    app.aside(move |app| Ok(Json(Page::whole(all(app, &may)?)))).await
}

/// All that who asks keeps.
pub(super) fn all(app: &App, may: &May<ReadRegister>) -> Result<Vec<Shown>, Refusal> {
    app.store().saved(&may.permit)?.into_iter().map(shown).collect()
}

impl Roll for Shown {
    const NAME: &'static str = "收藏的查询";
    const HEADS: &'static [(&'static str, u8)] = &[("编号", 8), ("名称", 30), ("查询", 90)];

    fn cells(self) -> Vec<Cell> {
        vec![number(self.id), Cell::text(self.name), Cell::long(self.query)]
    }
}

fn shown(one: Saved) -> Result<Shown, Refusal> {
    let Saved { id, name, query } = one;
    let tag = seen::tag(&(id, &name, &query))?;
    Ok(Shown { id, name, query, tag })
}

/// The state of the query that somebody means; none where they keep none.
fn tag(
    app: &App,
    permit: &Permit<ReadRegister>,
    is: impl Fn(&Saved) -> bool,
) -> Result<Option<String>, Refusal> {
    let one = app.store().saved(permit)?.into_iter().find(is);
    Ok(one.map(shown).transpose()?.map(|shown| shown.tag))
}

/// 收藏一个查询
pub(super) async fn save(
    State(app): State<App>,
    may: May<ReadRegister>,
    seen: Seen,
    Sent(new): Sent<New>,
) -> Result<Made<Shown>, Refusal> {
    let New { name, query } = new;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 || query.len() > 8_000 {
        let why = [
            "名称要 1 到 60 个字，查询不能太长",
            "the name has 1 to 60 letters, and the query is not too long",
        ];
        return Err(Refusal::unfit("/name", why));
    }
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| tag(app, &may.permit, |one| one.name == name))?;
        let id = app.store().save(&may.permit, name.clone(), query.clone())?;
        Ok(Made(shown(Saved { id, name, query })?))
    })
    .await
}

/// 取消收藏
pub(super) async fn forget(
    State(app): State<App>,
    may: May<ReadRegister>,
    (Named(id), seen): (Named<u32>, Seen),
) -> Result<NoContent, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        seen.still(|| tag(app, &may.permit, |one| one.id == id))?;
        app.store().unsave(&may.permit, id)?;
        Ok(NoContent)
    })
    .await
}
