//! Figures of which nothing counts, as sources that are trusted alike are at odds (数据不一致).

use axum::Json;
use axum::extract::State;
use rule::bits::Bits;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Key;
use zone::enterprise::SubjectId;
use zone::fact::Entry;
use zone::people::{ReadRegister, SettleFact};
use zone::say::Tongue;

use super::identity::Side;
use super::moments::{Moments, lines};
use super::page::{Page, limit};
use super::roll::Roll;
use super::said::{About, Figure, Said};
use super::{Asked, May, Refusal, Spoken};
use crate::serve::{App, Living, latest};
use crate::write::list::Cell;

/// How many figures are at odds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Count {
    /// Of the enterprises that who asks reaches.
    pub all: usize,
    /// Those of them that the department of who asks settles.
    pub mine: usize,
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
    pub(super) limit: Option<u16>,
}

/// Those of them that are told at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    mine: bool,
    after: usize,
    most: usize,
}

impl Wanted {
    /// All of them, from the first, up to so many.
    pub(super) fn whole(&self, most: usize) -> Part {
        Part { mine: self.mine, after: 0, most }
    }
}

/// A figure on which sources are at odds.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Odd {
    /// Whose.
    enterprise: Side,
    /// What each source says.
    figure: Disputed,
    /// Whether who asks may say which counts.
    settles: bool,
}

/// A fact of a year, and what each source says of it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DisputedFigure")]
struct Disputed {
    #[serde(flatten)]
    about: About,
    #[serde(flatten)]
    figure: Figure<Said>,
}

impl Disputed {
    /// Its name, its year, its department and which sources say something of it.
    fn cells(self) -> [Cell; 4] {
        let Self { about, figure } = self;
        let said = figure.stands.into_iter().chain(figure.others);
        let mut feeds: Vec<String> = said.filter_map(|said| said.source.feed).collect();
        feeds.dedup();
        [
            Cell::text(about.name),
            figure.year.map_or(Cell::Blank, |year| Cell::text(year.to_string())),
            Cell::text(about.department.unwrap_or_default()),
            Cell::long(feeds.join("、")),
        ]
    }
}

/// 数据不一致，待核实
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Odd>>, Refusal> {
    let Wanted { mine, after, limit: most } = wanted;
    let part = Part { mine, after, most: limit(most)? };
    app.aside(move |app| Ok(Json(page(app, (&may, tongue), &part)?))).await
}

/// A part of them, of the enterprises that who asks reaches.
pub(super) fn page(
    app: &App,
    (may, tongue): (&May<ReadRegister>, Tongue),
    part: &Part,
) -> Result<Page<Odd>, Refusal> {
    app.living(latest(app.today()), |living| {
        let reached = living.snapshot.reached(&may.permit);
        let odd = reached_odd(living, &reached);
        let shown = odd.filter(|(_, key)| !part.mine || owns(living, may, key.0));
        let found: Vec<(SubjectId, Key)> = shown.collect();
        let page: Vec<_> = found.iter().skip(part.after).take(part.most).copied().collect();
        let end = part.after.saturating_add(part.most);
        let next = (end < found.len()).then(|| end.to_string());
        Ok(Page { items: told(app, living, (may, tongue), &page)?, total: found.len(), next })
    })?
}

impl Roll for Odd {
    const NAME: &'static str = "数据不一致";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("企业编号", 10),
        ("统一社会信用代码", 22),
        ("企业名称", 34),
        ("指标", 24),
        ("年度", 8),
        ("数源部门", 30),
        ("说法不一的来源", 60),
    ];

    fn cells(self) -> Vec<Cell> {
        let [id, code, name] = self.enterprise.cells();
        let [fact, year, department, sources] = self.figure.cells();
        vec![id, code, name, fact, year, department, sources]
    }
}

/// How many there are in the rows that who asks reaches.
pub(super) fn count(living: &Living, may: &May<ReadRegister>, reached: &Bits) -> Count {
    let mut count = Count::default();
    for (_, (fact, _)) in reached_odd(living, reached) {
        count.all += 1;
        count.mine += usize::from(owns(living, may, fact));
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
pub(super) fn owns(living: &Living, may: &May<ReadRegister>, fact: FactId) -> bool {
    let owner = living.content.content.shelf.owner(fact);
    owner.is_some_and(|owner| may.permit.answers_for(&owner.department).is_ok())
}

/// Whether who asks may say what counts of a fact.
pub(super) fn settles(shelf: &pack::Shelf, may: &May<ReadRegister>, fact: FactId) -> bool {
    let owner = shelf.owner(fact);
    may.signed
        .operator
        .may::<SettleFact>()
        .is_ok_and(|permit| owner.is_none_or(|owner| permit.answers_for(&owner.department).is_ok()))
}

/// What each source says of some figures, in their order.
fn told(
    app: &App,
    living: &Living,
    (may, tongue): (&May<ReadRegister>, Tongue),
    odd: &[(SubjectId, Key)],
) -> Result<Vec<Odd>, Refusal> {
    let shelf = &living.content.content.shelf;
    let mut firms: Vec<SubjectId> = odd.iter().map(|(subject, _)| *subject).collect();
    firms.dedup();
    let dossiers = living.snapshot.dossiers(app.store(), &may.permit, &firms)?;
    let mut all = Vec::with_capacity(firms.len());
    for (subject, dossier) in firms.into_iter().zip(&dossiers) {
        let keys = odd.iter().filter(|(of, _)| *of == subject).map(|(_, key)| *key);
        all.push((subject, dossier.holdings_of(shelf, &keys.collect::<Vec<Key>>())?));
    }
    let holdings = all.iter().flat_map(|(_, holdings)| holdings);
    let moments = Moments::of(app, holdings.flat_map(|(_, held)| lines(held)))?;
    let registry = living.snapshot.registry();
    let mut told = Vec::with_capacity(odd.len());
    for (subject, holdings) in &all {
        told.extend(holdings.iter().filter_map(|held| {
            let fact = held.0.0;
            let settles = settles(shelf, may, fact);
            let about = About::of(fact, shelf, &may.signed)?;
            let mut said = |entry: &Entry<'_>| Said::of(entry, fact, (shelf, &moments), tongue);
            let figure = Figure::of(held, about.hidden, &mut said);
            let figure = Disputed { about, figure };
            Some(Odd { enterprise: Side::of(registry, *subject), figure, settles })
        }));
    }
    Ok(told)
}
