//! What a correction does to what counts.

use pack::Shelf;
use rule::fact::FactId;
use store::Correction;
use zone::Seq;
use zone::fact::{Entry, Ground, Holding, Origin, Settlement, Stage, Use};

use crate::say::{self, Both, Tongue};

/// Whether what was put right counts now, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// It does.
    pub counts: bool,
    /// In words.
    pub said: Both,
}

/// What a correction that was written with the line `seq` does, by what was held of its figure
/// before and is held of it now.
pub fn effect(
    (correction, seq): (&Correction, Seq),
    (before, after): (Option<&Holding<'_>>, Option<&Holding<'_>>),
    (fact, shelf): (FactId, &Shelf),
) -> Effect {
    let told = Told { origin: &correction.origin, seq, fact, shelf };
    let (counts, said) = match after {
        Some(after) => told.of(after),
        None => (false, told.nothing()),
    };
    let fell = before.and_then(settlement).filter(|was| {
        after.and_then(settlement).is_none_or(|is| (is.seq, is.said) != (was.seq, was.said))
    });
    let fell = fell.map(|settlement| {
        let line = settlement.seq;
        Both::from([
            format!("日志第 {line} 笔的核定在它以前，不再管用"),
            format!("the settlement of line {line} came before it and holds no longer"),
        ])
    });
    Effect { counts, said: Both::all([said].into_iter().chain(fell)) }
}

/// That figures of one stage come before those of another.
fn sooner(one: Stage, other: Stage) -> Both {
    Both::from([
        format!("{}数先于{}数", one.zh(), other.zh()),
        format!("{} figures come before {} ones", one.id(), other.id()),
    ])
}

fn settlement<'a>(holding: &Holding<'a>) -> Option<&'a Settlement> {
    match holding.ground {
        Ground::Settled(settlement) => Some(settlement),
        Ground::Nothing | Ground::Agreed | Ground::Trusted | Ground::Disputed | Ground::Bases => {
            None
        }
    }
}

/// What was put right, as it is told.
struct Told<'a> {
    origin: &'a Origin,
    seq: Seq,
    fact: FactId,
    shelf: &'a Shelf,
}

impl Told<'_> {
    /// Whether it counts among what is held, and why.
    fn of(&self, held: &Holding<'_>) -> (bool, Both) {
        let own = |entry: &Entry<'_>| entry.seq == self.seq;
        if held.stands.as_ref().is_some_and(own) {
            return (true, Both::from(["从此以它为准", "it counts from now on"]));
        }
        if held.held.iter().any(own) {
            return (false, self.meanwhile(held.stands.as_ref()));
        }
        let Some(stands) = &held.stands else { return (false, self.open(held)) };
        let (why, is) = (self.before(stands, held), self.called(stands));
        let said = Both::told(|tongue| {
            let (why, is) = (why.of(tongue), is.of(tongue));
            tongue.say([
                format_args!("不算数：{why}；算数的是 {is}"),
                format_args!("it does not count: {why}; {is} does"),
            ])
        });
        (false, said)
    }

    /// What counts until a second person has looked at it.
    fn meanwhile(&self, stands: Option<&Entry<'_>>) -> Both {
        let Some(stands) = stands else {
            return Both::from(["复核以前这个数待补", "until then the figure is unknown"]);
        };
        let is = self.called(stands);
        Both::from([
            format!("复核以前算数的是 {}", is.zh()),
            format!("until then {} counts", is.of(Tongue::English)),
        ])
    }

    /// Why another statement comes before it.
    fn before(&self, stands: &Entry<'_>, held: &Holding<'_>) -> Both {
        let (ours, theirs) = (self.origin, stands.origin);
        let owner = self.shelf.owner(self.fact);
        let trust = |feed: &str| owner.map(|owner| owner.place(feed));
        let feed = &theirs.feed;
        if let Some(Settlement { seq, reason, .. }) = settlement(held) {
            return Both::from([
                format!("已核定以 {feed} 的为准（日志第 {seq} 笔：{reason}），要改的请再核定"),
                format!(
                    "{feed} was settled on (line {seq}: {reason}); settle again to change that"
                ),
            ]);
        }
        if held.ground == Ground::Agreed {
            return Both::from(["与算数的一致", "it agrees with what counts"]);
        }
        if ours.stage.finality() != theirs.stage.finality() {
            return sooner(theirs.stage, ours.stage);
        }
        if trust(feed) != trust(&ours.feed) {
            let department = owner.map_or("", |owner| owner.department.as_str());
            return Both::from([
                format!("{department}先信 {feed}"),
                format!("{department} trusts {feed} more"),
            ]);
        }
        if let (Some(since), true) = (theirs.period.since(), theirs.period > ours.period) {
            return Both::from([
                format!("{since} 起另有一个数"),
                format!("since {since} it is another"),
            ]);
        }
        if theirs.stage != ours.stage {
            return sooner(theirs.stage, ours.stage);
        }
        Both::from(["口径是指标字典的在先", "the dictionary's own measure comes first"])
    }

    /// Why nothing counts.
    fn open(&self, held: &Holding<'_>) -> Both {
        let all: Vec<&Entry<'_>> = held.disagreements.iter().flat_map(|odd| &odd.entries).collect();
        let others = all.iter().filter(|entry| entry.seq != self.seq);
        let odd: Vec<Both> = others.map(|entry| self.called(entry)).collect();
        let among = odd.len() < all.len();
        let owner = self.shelf.owner(self.fact).map(|owner| owner.department.as_str());
        match held.ground {
            Ground::Disputed => Both::told(|tongue| {
                let odd: Vec<&str> = odd.iter().map(|one| one.of(tongue)).collect();
                let odd = tongue.list(&odd);
                let owner = owner.unwrap_or(tongue.of(["数源部门", "the owning department"]));
                let [with, is] = if among { ["与 ", "it is"] } else { ["", "these are"] };
                tongue.say([
                    format_args!(
                        "不算数：{with}{odd} 不一致，核定以前按待补数据处理，由{owner}核定"
                    ),
                    format_args!(
                        "it does not count: {is} at odds: {odd}; unknown until {owner} settles it"
                    ),
                ])
            }),
            Ground::Bases => Both::from([
                "不算数：口径不一，核定以前按待补数据处理",
                "it does not count: there are figures by several measures, settle which counts",
            ]),
            Ground::Nothing | Ground::Agreed | Ground::Trusted | Ground::Settled(_) => {
                self.nothing()
            }
        }
    }

    /// Why it is not among what may count.
    fn nothing(&self) -> Both {
        let feed = &self.origin.feed;
        let allowed = self.shelf.feeds.get(feed).is_some_and(|feed| feed.allows(Use::Verdict));
        if let (Some(since), true) = (self.origin.period.since(), allowed) {
            return Both::from([
                format!("到 {since} 才算数"),
                format!("it counts from {since} on"),
            ]);
        }
        Both::from([
            format!("不算数：{feed} 的数不用于判定"),
            format!("it does not count: figures of {feed} are not for verdicts"),
        ])
    }

    /// `88.00 万元（zone/tax，汇缴）`.
    fn called(&self, entry: &Entry<'_>) -> Both {
        let Origin { feed, stage, .. } = entry.origin;
        Both::told(|tongue| {
            let value = say::stated::shown(entry.value, self.fact, self.shelf, tongue);
            let stage = tongue.of([stage.zh(), stage.id()]);
            tongue.say([
                format_args!("{value}（{feed}，{stage}）"),
                format_args!("{value} ({feed}, {stage})"),
            ])
        })
    }
}
