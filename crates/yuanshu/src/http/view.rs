//! Queries that somebody gave a name, to come back to.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::people::ReadRegister;

use super::page::Page;
use super::reply::Made;
use super::{May, Named, Refusal, Sent};
use crate::serve::App;

/// A query with its name.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Shown {
    id: u32,
    name: String,
    query: String,
}

/// A query to be kept.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
    app.aside(move |app| {
        let saved = app.store().saved(&may.permit)?.into_iter();
        let shown = saved.map(|one| Shown { id: one.id, name: one.name, query: one.query });
        Ok(Json(Page::whole(shown.collect())))
    })
    .await
}

/// 收藏一个查询
pub(super) async fn save(
    State(app): State<App>,
    may: May<ReadRegister>,
    Sent(new): Sent<New>,
) -> Result<Made<Shown>, Refusal> {
    let New { name, query } = new;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 || query.len() > 8_000 {
        let why = ["名称要 1 到 60 个字，查询不能太长", "the name has 1 to 60 letters"];
        return Err(Refusal::unfit("/name", why));
    }
    app.aside(move |app| {
        let id = app.store().save(&may.permit, name.clone(), query.clone())?;
        Ok(Made(Shown { id, name, query }))
    })
    .await
}

/// 取消收藏
pub(super) async fn forget(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named(id): Named<u32>,
) -> Result<NoContent, Refusal> {
    app.aside(move |app| {
        app.store().unsave(&may.permit, id)?;
        Ok(NoContent)
    })
    .await
}
