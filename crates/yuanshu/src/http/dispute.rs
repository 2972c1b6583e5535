//! Figures of which nothing counts, as sources that are trusted alike are at odds (数据不一致).

use axum::Json;
use axum::extract::State;
use rule::bits::Bits;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Dossier, Key};
use zone::enterprise::SubjectId;
use zone::people::{ReadRegister, SettleFact};

use super::file::{self, Figure};
use super::identity::Side;
use super::moments::{Moments, lines};
use super::page::{Page, limit};
use super::{Asked, May, Refusal};
use crate::serve::{App, Living, latest};

/// How many figures are at odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Count {
    /// Of the enterprises that who asks reaches.
    all: usize,
    /// Those of them that the department of who asks settles.
    mine: usize,
}

/// Which of them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DisputesWanted")]
pub(super) struct Wanted {
    /// 只看由本部门核定的
    #[serde(default)]
    mine: bool,
    /// 从第几项起
    #[serde(default)]
    after: usize,
    /// 一页多少项，最多 500，缺省 50
    #[schemars(range(min = 1, max = 500))]
    limit: Option<u16>,
}

/// A figure on which sources are at odds.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Odd {
    /// Whose.
    enterprise: Side,
    /// What each source says.
    figure: Figure,
    /// Whether who asks may say which counts.
    settles: bool,
}

/// 数据不一致，待核实
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Page<Odd>>, Refusal> {
    let limit = limit(wanted.limit)?;
    app.aside(move |app| {
        app.living(latest(app.today()), |living| {
            let reached = living.snapshot.reached(&may.permit);
            let odd = reached_odd(living, &reached);
            let shown = odd.filter(|(_, key)| !wanted.mine || owns(living, &may, *key));
            let found: Vec<(SubjectId, Key)> = shown.collect();
            let page: Vec<_> = found.iter().skip(wanted.after).take(limit).copied().collect();
            let end = wanted.after.saturating_add(limit);
            let next = (end < found.len()).then(|| end.to_string());
            Ok(Json(Page { items: told(app, living, &may, &page)?, total: found.len(), next }))
        })?
    })
    .await
}

/// How many there are in the rows that who asks reaches.
pub(super) fn count(living: &Living, may: &May<ReadRegister>, reached: &Bits) -> Count {
    let mut count = Count::default();
    for (_, key) in reached_odd(living, reached) {
        count.all += 1;
        count.mine += usize::from(owns(living, may, key));
    }
    count
}

fn reached_odd(living: &Living, reached: &Bits) -> impl Iterator<Item = (SubjectId, Key)> {
    let disputed = living.snapshot.disputed().iter();
    let seen = disputed
        .filter(|(subject, _)| living.snapshot.row(**subject).is_some_and(|row| reached.get(row)));
    seen.flat_map(|(subject, keys)| keys.iter().map(|key| (*subject, *key)))
}

/// Whether the department of who asks answers for a fact.
fn owns(living: &Living, may: &May<ReadRegister>, (fact, _): Key) -> bool {
    let owner = living.content.content.shelf.owner(fact);
    owner.is_some_and(|owner| may.permit.answers_for(&owner.department).is_ok())
}

/// What each source says of some figures, in their order.
fn told(
    app: &App,
    living: &Living,
    may: &May<ReadRegister>,
    odd: &[(SubjectId, Key)],
) -> Result<Vec<Odd>, Refusal> {
    let shelf = &living.content.content.shelf;
    let settle = may.signed.operator.may::<SettleFact>().ok();
    let mut firms: Vec<SubjectId> = odd.iter().map(|(subject, _)| *subject).collect();
    firms.dedup();
    let dossiers = living.snapshot.dossiers(app.store(), &may.permit, &firms)?;
    let mut all = Vec::with_capacity(firms.len());
    for (subject, dossier) in firms.into_iter().zip(&dossiers) {
        let keys = odd.iter().filter(|(of, _)| *of == subject).map(|(_, key)| *key);
        all.push((subject, held(dossier, shelf, &keys.collect::<Vec<Key>>())?));
    }
    let holdings = all.iter().flat_map(|(_, holdings)| holdings);
    let moments = Moments::of(app, holdings.flat_map(|(_, held)| lines(held)))?;
    let registry = living.snapshot.registry();
    let mut told = Vec::with_capacity(odd.len());
    for (subject, holdings) in &all {
        told.extend(holdings.iter().filter_map(|held| {
            let owner = shelf.owner(held.0.0);
            let settles = settle.as_ref().is_some_and(|permit| {
                owner.is_none_or(|owner| permit.answers_for(&owner.department).is_ok())
            });
            let figure = file::figure((shelf, &moments), held, &may.signed)?;
            Some(Odd { enterprise: Side::of(registry, *subject), figure, settles })
        }));
    }
    Ok(told)
}

/// What is held of some facts of an enterprise.
fn held<'a>(
    dossier: &'a Dossier,
    shelf: &pack::Shelf,
    keys: &[Key],
) -> Result<Vec<(Key, zone::fact::Holding<'a>)>, Refusal> {
    let mut entries = dossier.entries()?;
    entries.retain(|(key, _)| keys.contains(key));
    Ok(dossier.weighed(shelf, &entries))
}
