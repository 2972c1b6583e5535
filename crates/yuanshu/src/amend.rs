//! What a person puts right of a figure, by command or over HTTP: which is meant, and to what.

mod effect;
mod saying;

use std::borrow::Cow;
use std::collections::BTreeSet;

use base::{Day, Year};
use pack::Shelf;
use pack::feed::Stage;
use rule::fact::FactId;
use rule::table::numbered_day;
use store::{Correction, Dossier, Key, NewSettlement};
use zone::enterprise::SubjectId;
use zone::fact::{
    About, Entry, Ground, Holding, Moving, Objection, Origin, Period, Place, Settlement, Stated,
    Topic,
};

use crate::content::Content;
use crate::doubt;
use crate::fill::meant;
use crate::read::{self, Holdings, learn, stands_beside};
use crate::say::{self, Both, Tongue};

pub use effect::{Effect, effect};
pub use saying::Teller;

/// What was asked for cannot be done, and which word of it stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// The field of the form, which is also the option of the command.
    pub field: &'static str,
    /// In Chinese: what is wrong, and what to write instead.
    pub zh: String,
    /// The same in English, shorter.
    pub en: Cow<'static, str>,
}

pub(crate) fn unfit(
    field: &'static str,
    zh: impl Into<String>,
    en: impl Into<Cow<'static, str>>,
) -> Unfit {
    Unfit { field, zh: zh.into(), en: en.into() }
}

/// A figure as somebody names it.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    /// The fact's id or name, or a synonym.
    pub fact: &'a str,
    /// Of which year; none where it has no years.
    pub year: Option<i16>,
    /// Of a fact without years: from which day it is so, today where nobody says.
    pub since: Option<Day>,
}

impl Figure<'_> {
    /// Which statement of an enterprise is meant.
    ///
    /// # Errors
    /// When no fact is called so, when it is worked out from others, or when it has years and none
    /// is named, or the other way round.
    pub fn of(
        self,
        subject: SubjectId,
        content: &Shelf,
        today: Day,
    ) -> Result<(FactId, About), Unfit> {
        let none = |[zh, en]: [&str; 2]| unfit("fact", zh, en.to_owned());
        let fact = meant(self.fact, content).map_err(|why| none(why.both()))?;
        let unknown = || none([self.fact, "there is no such fact"]);
        let known = content.schema.get(fact).ok_or_else(unknown)?;
        let name = known.name.as_str();
        if let "统一社会信用代码" | "企业名称" = name {
            let zh = format!(
                "“{name}”不是填报的数；名称用 yuanshu correct 企业 --fact 企业名称 --value 新名称 更正，代码导错的，撤销那次导入后改正再导"
            );
            return Err(unfit("fact", zh, "it says who an enterprise is"));
        }
        if known.formula.is_some() {
            let zh = format!("“{name}”由别的指标算出，不能填写；请更正它用到的指标");
            return Err(unfit("fact", zh, "it is worked out from others"));
        }
        let period = match (known.yearly, self.year) {
            (true, Some(year)) if read::is_year(year) => Period::Year(year),
            (true, Some(year)) => {
                let zh = format!("{year} 不是会计年度；应为会计年度，如 2021");
                return Err(unfit("year", zh, "it is no fiscal year"));
            }
            (true, None) => {
                let zh = format!("“{name}”一年一个数；请写是哪一年的");
                return Err(unfit("year", zh, "it has years"));
            }
            (false, Some(_)) => {
                let zh = format!("“{name}”没有年度；不写年度，请写从哪一天起");
                return Err(unfit("year", zh, "it has no years"));
            }
            (false, None) => Period::Since(self.since.unwrap_or(today)),
        };
        Ok((fact, About { subject, fact: known.id.clone(), period }))
    }
}

/// What a figure is to be, as somebody writes it.
#[derive(Clone, Copy, Debug)]
pub struct Better<'a> {
    /// With its unit.
    pub value: &'a str,
    /// The source whose figure is wrong.
    pub feed: &'a str,
    /// Its stage (阶段); that of the source where nobody says.
    pub stage: Option<&'a str>,
    /// Why.
    pub reason: &'a str,
}

impl Better<'_> {
    /// The correction of a statement. It waits for a second person where money moves by the fact.
    ///
    /// # Errors
    /// When there is no such source or stage, the value cannot be read or no reason is given.
    pub fn of(self, content: &Shelf, (fact, about): (FactId, About)) -> Result<Correction, Unfit> {
        let feed = content
            .feeds
            .get(self.feed)
            .ok_or_else(|| unfit("feed", format!("没有数据来源“{}”", self.feed), "no such feed"))?;
        let stage = self.stage.map(stage).transpose()?.or(feed.stage).unwrap_or(Stage::Annual);
        let value: Stated = read::stated(self.value, &content.schema, fact).map_err(|why| {
            let zh = format!("“{}”读不出来：{why}", self.value);
            unfit(
                "value",
                zh,
                format!("“{}” cannot be read: {}", self.value, why.of(Tongue::English)),
            )
        })?;
        let origin = Origin {
            import: None,
            place: Place::Hand { reason: reason(self.reason)? },
            fact: about.fact,
            period: about.period,
            feed: feed.id.clone(),
            stage,
            basis: None,
            unit: None,
            decimals: value.decimals(),
        };
        let standing = Moving::of(content).standing(Topic::Fact(fact));
        Ok(Correction { subject: about.subject, origin, standing, value })
    }
}

/// What a correction is instead of, at its own stage: what counts of what its source said of the
/// figure; where it said nothing, what is in force of whatever source.
///
/// # Errors
/// When its source says just that, at the same stage, or will once a second person has let it pass.
pub fn before<'e, 'a>(
    correction: &Correction,
    fact: FactId,
    entries: &'e [(Key, Entry<'a>)],
    holdings: &'e [(Key, Holding<'a>)],
) -> Result<Option<&'e Entry<'a>>, Unfit> {
    let own = otherwise(correction, fact, entries)?;
    Ok(own.or_else(|| match correction.origin.period {
        Period::Since(day) => in_force((fact, day), &correction.origin, entries),
        Period::Year(year) => {
            let held = holdings.iter().find(|(key, _)| *key == (fact, Some(year)));
            let stands = held.and_then(|(_, holding)| holding.stands.as_ref());
            stands.filter(|entry| entry.origin.stage == correction.origin.stage)
        }
    }))
}

fn otherwise<'e, 'a>(
    correction: &Correction,
    fact: FactId,
    entries: &'e [(Key, Entry<'a>)],
) -> Result<Option<&'e Entry<'a>>, Unfit> {
    let origin = &correction.origin;
    let said = own(origin, fact, entries).filter(|entry| entry.origin.stage == origin.stage);
    let same = |said: &Entry<'_>| *said.value == correction.value;
    let (held, counted): (Vec<_>, Vec<_>) = said.partition(|entry| entry.counts.is_none());
    let own = counted.first().copied();
    if own.is_some_and(same) {
        let zh = "这个来源现在就是这个数，没有写；要改阶段的请写 --stage";
        return Err(unfit("value", zh, "its source says so already"));
    }
    if let Some(held) = held.first().filter(|held| same(held)) {
        let zh =
            format!("同样的更正已经提交（日志第 {} 笔），在等第二个人复核，没有再写", held.seq);
        return Err(unfit("value", zh, "the same correction waits for a second person"));
    }
    Ok(own)
}

/// What the source of a correction ever said of its figure, the last first.
fn own<'e, 'a>(
    origin: &Origin,
    fact: FactId,
    entries: &'e [(Key, Entry<'a>)],
) -> impl Iterator<Item = &'e Entry<'a>> {
    let said = entries.iter().rev().filter(move |((of, _), entry)| {
        let own = (entry.origin.period, &entry.origin.feed) == (origin.period, &origin.feed);
        own && *of == fact && entry.undone.is_none()
    });
    said.map(|(_, entry)| entry)
}

/// Takes a correction of which nobody said the stage for one of what its source said, where that
/// is of one stage alone.
pub fn at_its_stage(correction: &mut Correction, fact: FactId, entries: &[(Key, Entry<'_>)]) {
    let said = own(&correction.origin, fact, entries).map(|entry| entry.origin.stage);
    let stages: BTreeSet<Stage> = said.collect();
    if let (Some(only), 1) = (stages.first(), stages.len()) {
        correction.origin.stage = *only;
    }
}

/// That the source said the figure at another stage alone, which goes on as it was.
pub fn beside(
    correction: &Correction,
    (fact, shelf): (FactId, &Shelf),
    entries: &[(Key, Entry<'_>)],
) -> Option<Both> {
    let stage = correction.origin.stage;
    let said: Vec<_> = own(&correction.origin, fact, entries).collect();
    let other = said.first().filter(|_| said.iter().all(|one| one.origin.stage != stage))?;
    let of = other.origin.stage;
    Some(Both::told(|tongue| {
        let value = say::stated::shown(other.value, fact, shelf, tongue);
        tongue.say([
            format_args!(
                "这个来源另有{}数 {value}，阶段不同，各记各的，没有改动；要更正那一个的，阶段写{}",
                of.zh(),
                of.zh()
            ),
            format_args!(
                "its {} figure {value} is of another stage and stays; to correct that one say so",
                of.id()
            ),
        ])
    }))
}

/// What is in force of a fact without years on a day, at the stage of a correction: what its source
/// said of it, else what any did.
fn in_force<'e, 'a>(
    (fact, day): (FactId, Day),
    of: &Origin,
    entries: &'e [(Key, Entry<'a>)],
) -> Option<&'e Entry<'a>> {
    let said = entries.iter().filter_map(|((of, _), entry)| match entry.origin.period {
        Period::Since(since) if *of == fact && since <= day => Some((since, entry)),
        Period::Since(_) | Period::Year(_) => None,
    });
    let said = said.filter(|(_, entry)| {
        entry.origin.stage == of.stage && entry.undone.is_none() && entry.counts.is_some()
    });
    let own = |entry: &Entry<'_>| entry.origin.feed == of.feed;
    said.max_by_key(|(since, entry)| (own(entry), *since, entry.seq)).map(|(_, entry)| entry)
}

/// What a sheet with that value would be remarked (提醒), by the dictionary and by the other figures
/// of the enterprise: its own source's figure is what is put right, and no measure for it. The view
/// of the dossier is from today.
///
/// # Errors
/// When what was said of the enterprise cannot be read.
pub fn doubt(
    correction: &Correction,
    fact: FactId,
    (content, dossier): (&Content, &Dossier),
) -> Result<Option<Both>, store::Error> {
    let origin = &correction.origin;
    let year = origin.period.year();
    let mut held = Holdings::default();
    for (key, entry) in dossier.entries()? {
        let feed = &entry.origin.feed;
        if (key != (fact, year) || *feed != origin.feed)
            && stands_beside(&content.shelf, feed, &origin.feed)
        {
            learn(&mut held, key, &entry);
        }
    }
    let today = dossier.view().on;
    let born = (content.shelf.schema.born == Some(fact)).then_some(&correction.value);
    let doubts = early(origin, today).into_iter().chain(born.and_then(|day| unborn(day, today)));
    let doubts = doubts.chain(doubt::doubt(content, (fact, year), (&correction.value, &held)));
    let doubt = Both::all(doubts);
    Ok((!doubt.is_empty()).then_some(doubt))
}

/// That a figure is said before it can be known.
fn early(origin: &Origin, today: Day) -> Option<Both> {
    match origin.period {
        Period::Year(year) => {
            let early = year > Year::last_complete(today).0 && origin.stage != Stage::Forecast;
            early.then(|| {
                Both::from([
                    format!("{year} 年到 {today} 还没有过完；如是预计数，阶段请写预计"),
                    format!(
                        "{year} is not over on {today}; where it is expected, say so as its stage"
                    ),
                ])
            })
        }
        Period::Since(since) => (since > today).then(|| {
            Both::from([
                format!("{since} 在今天（{today}）以后，到那一天才算数"),
                format!("{since} is after today ({today}): it does not count before"),
            ])
        }),
    }
}

/// That an enterprise would be founded on a day to come.
fn unborn(founded: &Stated, today: Day) -> Option<Both> {
    let Stated::Date(day) = founded else { return None };
    let to_come = numbered_day(*day).is_some_and(|day| day > today);
    to_come.then(|| Both::from(read::to_come(today)))
}

/// Refuses to object to a figure that nobody has said.
///
/// # Errors
/// When nothing is said of it.
pub fn objectable(
    entries: &[(Key, Entry<'_>)],
    (fact, period): (FactId, Period),
) -> Result<(), Unfit> {
    let key = (fact, period.year());
    if entries.iter().any(|(said, entry)| *said == key && entry.undone.is_none()) {
        return Ok(());
    }
    let zh = "登记库里没有它的这个数，无从提异议；请核对指标和年度，要补这个数的请导入或更正";
    Err(unfit("fact", zh, "nothing is said of it"))
}

fn stage(text: &str) -> Result<Stage, Unfit> {
    Stage::parse(text).ok_or_else(|| {
        let zh = format!("没有“{text}”这个阶段；可写：预计、快报、年报、审计、汇缴");
        unfit("stage", zh, "no such stage")
    })
}

/// A reason that says something, without the blanks around it.
///
/// # Errors
/// When it is empty or longer than a reason is.
pub fn reason(text: &str) -> Result<String, Unfit> {
    /// More is no reason but a report.
    const LONGEST: usize = 1000;
    let text = text.trim();
    match text.chars().count() {
        0 => Err(unfit("reason", "要写明原因", "say why")),
        1..=LONGEST => Ok(text.to_owned()),
        _ => Err(unfit("reason", "原因太长，最多 1000 字", "the reason is too long")),
    }
}

/// What was said of a figure and may be settled on: what counts, and what else was said.
pub fn sayings<'a, 'b>(
    holdings: &'b [(Key, Holding<'a>)],
    (fact, period): (FactId, Period),
) -> impl Iterator<Item = &'b Entry<'a>> + Clone {
    let year = period.year();
    let holding = holdings.iter().find(move |(key, _)| *key == (fact, year));
    holding.into_iter().flat_map(|(_, held)| held.stands.iter().chain(&held.others))
}

/// Refuses to settle on what is settled on already; who answers an objection says so again.
///
/// # Errors
/// When the settlement in force says just that, and nobody has objected since.
pub fn anew(
    field: &'static str,
    saying: &Entry<'_>,
    about: &About,
    (holdings, open): (&[(Key, Holding<'_>)], &[Objection]),
) -> Result<(), Unfit> {
    if open.iter().any(|one| one.about.is_same_figure(about)) {
        return Ok(());
    }
    let meant = (saying.id, saying.seq, saying.row);
    let same = holdings.iter().find_map(|(_, holding)| {
        let Ground::Settled(one) = holding.ground else { return None };
        ((one.origin, one.said, one.row) == meant).then_some(one)
    });
    let Some(Settlement { seq, reason, .. }) = same else { return Ok(()) };
    let zh = format!("已核定以它为准（日志第 {seq} 笔：{reason}），没有变，没有再写");
    Err(unfit(field, zh, "it is settled on already"))
}

/// That a saying is to count.
///
/// # Errors
/// When no reason is given.
pub fn settled(
    saying: &Entry<'_>,
    about: About,
    reason_given: &str,
) -> Result<NewSettlement, Unfit> {
    Ok(NewSettlement {
        about: About { period: saying.origin.period, ..about },
        origin: saying.id,
        said: saying.seq,
        row: saying.row,
        reason: reason(reason_given)?,
    })
}
