//! What is open in a register: figures at odds, and objections.

use std::collections::BTreeSet;

use base::Day;
use clap::Args;
use rule::fact::FactId;
use store::{Key, View};
use zone::Seq;
use zone::enterprise::{Registry, SubjectId};
use zone::fact::{Entry, Holding, Objection, Use};
use zone::people::ReadRegister;
use zone::policy::Passport;

use super::register::{At, content};
use super::{Console, Done, Stop, tell};
use crate::china;
use crate::content::Content;
use crate::fill::Matcher;
use crate::register::{Population, Register};
use crate::say::{self, Tongue};

/// Enterprises whose figures are read at once.
const PAGE: usize = 500;

/// 列出数据不一致：哪家、哪个数、各来源怎么说、由哪个部门核定
#[derive(Debug, Args)]
pub(super) struct Disputes {
    #[command(flatten)]
    at: At,
}

impl Disputes {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        let population = population((&register, &content), today)?;
        let snapshot = &population.snapshot;
        let permit = register.may::<ReadRegister>()?;
        let disputed: Vec<(SubjectId, &Vec<Key>)> =
            snapshot.disputed().iter().map(|(subject, keys)| (*subject, keys)).collect();
        for some in disputed.chunks(PAGE) {
            let subjects: Vec<SubjectId> = some.iter().map(|(subject, _)| *subject).collect();
            let dossiers = snapshot.dossiers(&register.store, &permit, &subjects)?;
            for ((subject, keys), dossier) in some.iter().zip(&dossiers) {
                let name = called(snapshot.registry(), (*subject, today));
                for (key, holding) in dossier.holdings_of(&content.shelf, keys)? {
                    let said = sources(&holding, (key.0, &content));
                    let (fact, owner) = (figure(key, &content), owner(Some(key.0), &content));
                    writeln!(console.out, "{name}\t{fact}\t{said}\t{owner}")?;
                }
            }
        }
        let figures: usize = disputed.iter().map(|(_, keys)| keys.len()).sum();
        if figures == 0 {
            writeln!(
                console.err,
                "没有待核的不一致；按数源部门的先后采用了一个的、还在等复核的不在内，见 yuanshu firm"
            )?;
        } else {
            tell::mark(register.settings.mark.as_deref(), console.out)?;
            writeln!(
                console.err,
                "数据不一致 {figures} 个数（{} 家企业），到 {today}。由数源部门核定：yuanshu settle 企业 --fact 指标 --year 年度 --feed 以哪个来源为准 --reason 原因",
                disputed.len()
            )?;
        }
        Ok(Done::Clean)
    }
}

/// 列出还没有核定的异议：谁、哪天、对哪个数、为什么、由哪个部门核定
#[derive(Debug, Args)]
pub(super) struct Objections {
    #[command(flatten)]
    at: At,
}

impl Objections {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        let population = population((&register, &content), today)?;
        let permit = register.may::<ReadRegister>()?;
        let open = population.snapshot.objections(&register.store, &permit)?;
        let days = days(&register, open.iter().map(|one| one.seq))?;
        for one in &open {
            let Objection { about, seq, by, department, reason } = one;
            let name = called(population.snapshot.registry(), (about.subject, today));
            let fact = content.shelf.fact(&about.fact);
            let known = fact.and_then(|fact| content.shelf.schema.get(fact));
            let called = known.map_or(about.fact.as_str(), |known| known.name.as_str());
            let (period, day, owner) = (about.period.zh(), days(*seq), owner(fact, &content));
            writeln!(
                console.out,
                "日志第 {seq} 笔\t{day}\t{by}（{department}）\t{name}\t{called} {period}\t{reason}\t{owner}"
            )?;
        }
        if !open.is_empty() {
            tell::mark(register.settings.mark.as_deref(), console.out)?;
        }
        match open.len() {
            0 => writeln!(console.err, "没有待核定的异议")?,
            some => writeln!(
                console.err,
                "待核定的异议 {some} 条。由数源部门核定：yuanshu settle 企业 --fact 指标 --year 年度 --feed 以哪个来源为准 --reason 原因"
            )?,
        }
        Ok(Done::Clean)
    }
}

fn population((register, content): (&Register, &Content), today: Day) -> Result<Population, Stop> {
    let view = View { on: today, known: Seq::LATEST, purpose: Use::Verdict };
    Ok(Population::read(register, content, view)?)
}

/// Name and code.
pub(super) fn called(registry: &Registry, (subject, on): (SubjectId, Day)) -> String {
    Matcher::new(registry, on).called(subject)
}

fn figure((fact, year): Key, content: &Content) -> String {
    let name = content.shelf.schema.get(fact).map_or("", |known| known.name.as_str());
    year.map_or_else(|| name.to_owned(), |year| format!("{name} {year}年"))
}

/// What each source says: `90.00 万元（zone/report）；88.00 万元（zone/tax）`, with the cells of one
/// that says several.
fn sources(holding: &Holding<'_>, (fact, content): (FactId, &Content)) -> String {
    let of = |feed: &str| holding.others.iter().filter(|one| one.origin.feed == feed).count();
    let said = |entry: &Entry<'_>| {
        let value = say::stated::shown(entry.value, fact, &content.shelf, Tongue::Chinese);
        let feed = &entry.origin.feed;
        if of(feed) == 1 {
            return format!("{value}（{feed}）");
        }
        let place = Passport { feed: None, basis: None, ..Passport::of(entry, &content.shelf) };
        format!("{value}（{feed}，{place}）")
    };
    holding.others.iter().map(said).collect::<Vec<_>>().join("；")
}

fn owner(fact: Option<FactId>, content: &Content) -> String {
    let owner = fact.and_then(|fact| content.shelf.owner(fact));
    owner.map_or("数源部门未定".to_owned(), |owner| format!("由{}核定", owner.department))
}

/// On which day each of these lines was written.
pub(super) fn days(
    register: &Register,
    lines: impl Iterator<Item = Seq>,
) -> Result<impl Fn(Seq) -> String, Stop> {
    let moments = register.store.moments(&lines.collect::<BTreeSet<Seq>>())?;
    Ok(move |line| moments.get(&line).map_or_else(String::new, |at| china::day(*at).to_string()))
}
