//! Objections (异议) that nobody has settled yet, with who settles them.

use axum::Json;
use axum::extract::State;
use rule::fact::FactId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Key;
use zone::enterprise::SubjectId;
use zone::fact::{Entry, Objection};
use zone::people::ReadRegister;
use zone::say::Tongue;

use super::dispute::{self, Count};
use super::identity::Side;
use super::moments::Moments;
use super::page::{Bounds, Page, bounds};
use super::roll::{Roll, at};
use super::said::Said;
use super::{Asked, May, Refusal, Spoken, secret};
use crate::serve::{App, Living, latest};
use crate::write::list::Cell;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ObjectionsWanted")]
pub(super) struct Wanted {
    /// 只看由本部门核定的
    #[serde(default)]
    mine: bool,
    /// 从第几项起
    after: Option<u32>,
    /// 一页多少项，最多 500，缺省 500
    #[schemars(range(min = 1, max = 500))]
    pub(super) limit: Option<u16>,
}

/// That somebody holds a figure to be wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Raised {
    /// Whose figure.
    enterprise: Side,
    /// The fact's id.
    fact: String,
    /// 名称
    name: String,
    /// Of which year.
    year: Option<i16>,
    /// What counts now; null where nothing does, and where it is hidden.
    stands: Option<Said>,
    /// Why it is held to be wrong; empty where it is hidden.
    reason: String,
    /// The figure is sensitive, and not for who asks to see.
    hidden: bool,
    /// The name of who raised it; null for an enterprise's own people, who are told of
    /// departments only.
    by: Option<String>,
    /// For which department.
    from: String,
    /// The line of the journal that it was raised with.
    line: u32,
    /// When, in UTC.
    at: Option<String>,
    /// 数源部门: who settles it.
    department: Option<String>,
    /// Whether who asks may settle it.
    settles: bool,
}

/// 还没有核定的异议，先提的在前
pub(super) async fn list(
    State(app): State<App>,
    may: May<ReadRegister>,
    Asked(wanted): Asked<Wanted>,
    Spoken(tongue): Spoken,
) -> Result<Json<Page<Raised>>, Refusal> {
    let bounds = bounds((wanted.after, wanted.limit))?;
    app.aside(move |app| page(app, (&may, tongue), (wanted, bounds)).map(Json)).await
}

/// A page of them.
pub(super) fn page(
    app: &App,
    (may, tongue): (&May<ReadRegister>, Tongue),
    (wanted, bounds): (Wanted, Bounds),
) -> Result<Page<Raised>, Refusal> {
    app.living(latest(app.today()), |living| {
        let mut open = open(app, living, may)?;
        open.retain(|(_, fact)| !wanted.mine || owns(living, may, *fact));
        Page::part(bounds, open).map(|open| told(app, living, (may, tongue), &open))
    })?
}

/// How many there are.
pub(super) fn count(app: &App, living: &Living, may: &May<ReadRegister>) -> Result<Count, Refusal> {
    let open = open(app, living, may)?;
    let mine = open.iter().filter(|(_, fact)| owns(living, may, *fact)).count();
    Ok(Count { all: open.len(), mine })
}

/// With the fact of each, where the dictionary knows it.
fn open(
    app: &App,
    living: &Living,
    may: &May<ReadRegister>,
) -> Result<Vec<(Objection, Option<FactId>)>, Refusal> {
    let shelf = &living.content.content.shelf;
    let open = living.snapshot.objections(app.store(), &may.permit)?;
    let known = |one: Objection| {
        let fact = shelf.fact(&one.about.fact);
        (one, fact)
    };
    Ok(open.into_iter().map(known).collect())
}

fn owns(living: &Living, may: &May<ReadRegister>, fact: Option<FactId>) -> bool {
    fact.is_some_and(|fact| dispute::owns(living, may, fact))
}

fn told(
    app: &App,
    living: &Living,
    (may, tongue): (&May<ReadRegister>, Tongue),
    open: &[(Objection, Option<FactId>)],
) -> Result<Vec<Raised>, Refusal> {
    let shelf = &living.content.content.shelf;
    let whole = may.permit.reaches_all().is_ok();
    let names = whole.then(|| app.store().names(&may.permit)).transpose()?;
    let firms: Vec<SubjectId> = open.iter().map(|(one, _)| one.about.subject).collect();
    let dossiers = living.snapshot.dossiers(app.store(), &may.permit, &firms)?;
    let moments = Moments::of(app, open.iter().map(|(one, _)| one.seq))?;
    let one = |((one, fact), dossier): (&(Objection, Option<FactId>), &store::Dossier)| {
        let key: Option<Key> = fact.map(|fact| (fact, one.about.period.year()));
        let hidden = fact.is_none_or(|fact| !secret::sees(&may.signed, shelf, fact));
        let holdings = dossier.holdings_of(shelf, key.as_slice())?;
        let stands = holdings.first().and_then(|(_, holding)| holding.whole());
        let said =
            |entry: Entry<'_>| fact.map(|fact| Said::of(&entry, fact, (shelf, &moments), tongue));
        let name = fact.and_then(|fact| shelf.schema.get(fact));
        let owner = fact.and_then(|fact| shelf.owner(fact));
        Ok(Raised {
            enterprise: Side::of(living.snapshot.registry(), one.about.subject),
            fact: one.about.fact.clone(),
            name: name.map_or_else(|| one.about.fact.clone(), |fact| fact.name.clone()),
            year: key.and_then(|(_, year)| year),
            stands: stands.and_then(said).filter(|_| !hidden),
            reason: if hidden { String::new() } else { one.reason.clone() },
            hidden,
            by: names.as_ref().map(|names| names.told(&one.by).into_owned()),
            from: one.department.clone(),
            line: one.seq.0,
            at: moments.at(one.seq),
            department: owner.map(|owner| owner.department.clone()),
            settles: fact.is_some_and(|fact| dispute::settles(shelf, may, fact)),
        })
    };
    open.iter().zip(&dossiers).map(one).collect()
}

/// Without values: what may not be taken out is not told by its sources here.
impl Roll for Raised {
    const NAME: &'static str = "异议";
    const HEADS: &'static [(&'static str, u8)] = &[
        ("企业编号", 10),
        ("统一社会信用代码", 22),
        ("企业名称", 34),
        ("指标", 24),
        ("年度", 8),
        ("异议", 60),
        ("提出人", 14),
        ("提出部门", 30),
        ("时间（UTC）", 26),
        ("数源部门", 30),
    ];

    fn cells(self) -> Vec<Cell> {
        let [id, code, name] = self.enterprise.cells();
        vec![
            id,
            code,
            name,
            Cell::text(self.name),
            Cell::text(self.year.map_or_else(String::new, |year| year.to_string())),
            Cell::long(self.reason),
            Cell::text(self.by.unwrap_or_default()),
            Cell::text(self.from),
            at(self.at),
            Cell::text(self.department.unwrap_or_default()),
        ]
    }
}
