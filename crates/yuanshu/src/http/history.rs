//! One fact of one enterprise: everything that was ever said of it, and when it counted.

use axum::Json;
use axum::extract::State;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zone::fact::Entry;
use zone::people::ReadRegister;
use zone::policy::Passport;
use zone::say::Tongue;

use super::file::{Opened, When};
use super::moments::Moments;
use super::page::Page;
use super::{Asked, May, Named, Refusal, Spoken};
use crate::say::stated;
use crate::serve::App;

/// Which year of it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "VersionsWanted")]
pub(super) struct Which {
    /// 只看这一年度
    year: Option<i16>,
    #[serde(flatten)]
    when: When,
}

/// Something that was said.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Version {
    /// Of which year.
    year: Option<i16>,
    /// From which day on, where it has no years.
    since: Option<base::Day>,
    /// In the base unit, as lists have it.
    value: serde_json::Value,
    /// As officials read it.
    shown: String,
    source: Passport,
    /// The unit it was written in.
    unit: Option<String>,
    /// Its origin.
    origin: u32,
    /// Learnt with which line of the journal.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// With which line it began to count; null while it waits for a second person.
    counts: Option<u32>,
    /// With which line it ceased to count.
    undone: Option<u32>,
    /// Why, where a person wrote it by hand.
    reason: Option<String>,
}

/// 一个数的全部来历
pub(super) async fn versions(
    State(app): State<App>,
    may: May<ReadRegister>,
    Named((id, fact)): Named<(u32, String)>,
    (Asked(which), Spoken(tongue)): (Asked<Which>, Spoken),
) -> Result<Json<Page<Version>>, Refusal> {
    app.aside(move |app| {
        let view = super::page::view(app, which.when.on, which.when.known.as_deref())?;
        let opened = Opened::of(app, &may.permit, (id, view))?;
        let dictionary = &opened.content.content.shelf;
        let wanted = dictionary.fact(&fact).ok_or_else(|| {
            let zh = format!("指标字典里没有“{fact}”");
            Refusal::absent([&zh, "there is no such fact"])
        })?;
        super::secret::seen(&may.signed, dictionary, wanted)?;
        let entries = opened.dossier.entries()?;
        let fits = |(of, year): &(FactId, Option<i16>)| {
            *of == wanted && (which.year.is_none() || *year == which.year)
        };
        let fitting = || entries.iter().filter(|(key, _)| fits(key)).map(|(_, entry)| entry);
        let moments = Moments::of(app, fitting().map(|entry| entry.seq))?;
        let mut versions: Vec<Version> =
            fitting().map(|entry| version(entry, wanted, (dictionary, &moments), tongue)).collect();
        versions.reverse();
        Ok(Json(Page::whole(versions)))
    })
    .await
}

fn version(
    entry: &Entry<'_>,
    fact: FactId,
    (dictionary, moments): (&pack::Shelf, &Moments),
    tongue: Tongue,
) -> Version {
    let origin = entry.origin;
    let reason = match &origin.place {
        zone::fact::Place::Hand { reason } => Some(reason.clone()),
        zone::fact::Place::Column { .. } | zone::fact::Place::Cell { .. } => None,
    };
    Version {
        year: origin.period.year(),
        since: origin.period.since(),
        value: stated::json(entry.value),
        shown: stated::shown(entry.value, fact, dictionary, tongue),
        source: Passport::of(entry, dictionary),
        unit: origin.unit.clone(),
        origin: entry.id.0,
        line: entry.seq.0,
        at: moments.at(entry.seq),
        counts: entry.counts.map(|line| line.0),
        undone: entry.undone.map(|line| line.0),
        reason,
    }
}
