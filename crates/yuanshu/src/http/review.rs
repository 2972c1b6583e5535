//! What waits for the second of two people.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use zone::Seq;
use zone::people::ReadRegister;

use super::page::Page;
use super::{May, Refusal, seen};
use crate::serve::{App, Signed};

/// What was brought in and waits.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Waiting {
    /// The line of the journal that brought it: what is reviewed.
    line: u32,
    /// When, in UTC.
    at: String,
    /// The name of who brought it: they cannot be the second.
    by: String,
    /// The import, where it is one.
    import: Option<u32>,
    /// Its file.
    name: Option<String>,
    /// The enterprise, where it is one correction.
    enterprise: Option<u32>,
    /// The facts that wait.
    facts: Vec<String>,
    /// To be sent as `If-Match` by who reviews it.
    tag: String,
}

/// 待复核
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
) -> Result<Json<Page<Waiting>>, Refusal> {
    app.aside(move |app| Ok(Json(Page::whole(waiting(app, &may)?)))).await
}

/// What waits, the oldest first; nothing for who has a part of the register only.
pub(super) fn waiting(app: &App, may: &May<ReadRegister>) -> Result<Vec<Waiting>, Refusal> {
    if may.permit.reaches_all().is_err() {
        return Ok(Vec::new());
    }
    let (store, permit) = (app.store(), &may.permit);
    let imports = store.imports(permit, Seq(0), Seq::LATEST)?;
    let (content, names) = (app.content(), store.names(permit)?);
    let name = |id: &String| {
        let known = content.content.shelf.fact(id);
        let known = known.and_then(|fact| content.content.shelf.schema.get(fact));
        known.map_or_else(|| id.clone(), |known| known.name.clone())
    };
    let waiting = store.waiting(permit)?.into_iter().map(|one| {
        let tag = state(&one)?;
        let import = imports.iter().find(|import| import.seq == one.line);
        Ok(Waiting {
            line: one.line.0,
            at: one.at.to_string(),
            by: names.told(&one.by).into_owned(),
            import: import.map(|import| import.id.0),
            name: import.map(|import| import.name.clone()),
            enterprise: one.subject.filter(|_| import.is_none()).map(|subject| subject.0),
            facts: one.facts.iter().map(name).collect(),
            tag,
        })
    });
    waiting.collect()
}

/// The state of what waits of a line; none where nothing of it waits any more.
pub(super) fn tag(app: &App, signed: &Signed, line: u32) -> Result<Option<String>, Refusal> {
    let permit = signed.operator.may::<ReadRegister>()?;
    let waiting = app.store().waiting(&permit)?;
    waiting.iter().find(|one| one.line.0 == line).map(state).transpose()
}

fn state(one: &store::Waiting) -> Result<String, Refusal> {
    seen::tag(&(one.line.0, one.subject.map(|of| of.0), &one.facts))
}
