//! What people put right: a figure, which of two counts, that one is wrong, who is who.

use std::path::Path;

use base::{Day, Dimension};
use clap::Args;
use pack::Shelf;
use rule::fact::{Fact, FactId, Type};
use rule::number::Number;
use store::{Correction, Dossier, Parting, Standing, View};
use zone::Seq;
use zone::enterprise::{File, Registry, SubjectId};
use zone::fact::{About, Entry, Origin, Stated, Use};
use zone::people::{CorrectFact, MergeEnterprises, ObjectToFact, ReadRegister, SettleFact};

use super::alter::alter;
use super::register::{At, content};
use super::{Console, Done, Stop, tell};
use crate::alter::{Altered, join};
use crate::amend::{
    Better, Figure, Teller, anew, at_its_stage, before, beside, doubt, effect, objectable, reason,
    sayings, settled,
};
use crate::content::Content;
use crate::register::{Register, find};
use crate::say::{self, Tongue};

/// Which figure of whom.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// 企业：统一社会信用代码，或名称
    subject: String,
    /// 指标
    #[arg(long, value_name = "指标")]
    fact: String,
    /// 年度；没有年度的指标不写
    #[arg(long, value_name = "年")]
    year: Option<i16>,
    /// 没有年度的指标从哪一天起如此；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day, conflicts_with = "year")]
    since: Option<Day>,
}

impl Which {
    /// That of a year.
    pub(super) fn of_year(subject: &str, fact: &str, year: i16) -> Self {
        let (subject, fact) = (subject.to_owned(), fact.to_owned());
        Self { subject, fact, year: Some(year), since: None }
    }
}

/// The register in which something is put right, by which content, on which day.
pub(super) type Room<'a> = (&'a Register, &'a Content, Day);

impl Which {
    fn find(
        &self,
        today: Day,
        register: &Register,
        dictionary: &Shelf,
    ) -> Result<(FactId, About), Stop> {
        let subject = find(register, &self.subject, Seq::LATEST)?;
        let figure = Figure { fact: &self.fact, year: self.year, since: self.since };
        Ok(figure.of(subject, dictionary, today)?)
    }
}

/// 更正一个数或企业名称：原来的仍在，从此以更正的为准
#[derive(Debug, Args)]
pub(super) struct Correct {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// 更正为多少，带单位，例如 "1200.5 万元"
    #[arg(long, value_name = "值", allow_hyphen_values = true)]
    value: String,
    /// 更正的是哪个来源的数，例如 demo/tax；更正企业名称不写
    #[arg(long, value_name = "ID")]
    feed: Option<String>,
    /// 阶段：预计、快报、年报、审计、汇缴；缺省为这个来源这个数的，没有说过或说过几个阶段的为来源的
    #[arg(long, value_name = "阶段")]
    stage: Option<String>,
    /// 为什么更正
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Correct {
    /// What a person corrects to a value, as written with its unit.
    pub(super) fn of(data: &Path, which: Which, (feed, value, reason): (&str, &str, &str)) -> Self {
        let (value, reason) = (value.to_owned(), reason.to_owned());
        Self { at: At::of(data), which, value, feed: Some(feed.to_owned()), stage: None, reason }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Corrects it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        if self.which.fact.trim() == NAME {
            return self.rename((register, today), console);
        }
        let (fact, about) = self.which.find(today, register, &content.shelf)?;
        let feed = self.feed.as_deref().ok_or_else(|| {
            Stop::Usage("--feed：要写更正的是哪个来源的数，例如 demo/tax".to_owned())
        })?;
        let better =
            Better { value: &self.value, feed, stage: self.stage.as_deref(), reason: &self.reason };
        let mut correction = better.of(&content.shelf, (fact, about.clone()))?;
        let dossier = dossier((register, content, today), about.subject)?;
        let (entries, holdings) = (dossier.entries()?, dossier.holdings(&content.shelf)?);
        if self.stage.is_none() {
            at_its_stage(&mut correction, fact, &entries);
        }
        let was = before(&correction, fact, &entries, &holdings)?;
        let changes = changes((&dossier, &content.shelf), (fact, was), &correction);
        let beside = beside(&correction, (fact, &content.shelf), &entries);
        let doubt = doubt(&correction, fact, (content, &dossier))?;
        let permit = register.may::<CorrectFact>()?;
        let seq = register.store.correct(&permit, correction.clone())?;
        writeln!(console.err, "{changes}")?;
        if let Some(doubt) = doubt {
            writeln!(console.err, "提醒：{doubt}，写错了的再更正一次")?;
        }
        if let Some(beside) = beside {
            writeln!(console.err, "{beside}")?;
        }
        let now = self::dossier((register, content, today), about.subject)?;
        let key = [(fact, about.period.year())];
        let now = now.holdings_of(&content.shelf, &key)?;
        let was = holdings.iter().find(|(of, _)| key.contains(of)).map(|(_, held)| held);
        let is = now.first().map(|(_, held)| held);
        let effect = effect((&correction, seq), (was, is), (fact, &content.shelf)).said;
        let waits = match correction.standing {
            Standing::Held => "；它关系到资金，要由另一人复核才算数",
            Standing::Counts => "",
        };
        writeln!(console.err, "更正了（日志第 {seq} 笔）{waits}；{effect}")?;
        Ok(Done::Clean)
    }

    /// Calls an enterprise otherwise.
    fn rename(
        &self,
        (register, today): (&Register, Day),
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        if self.which.year.is_some() {
            let said = "企业名称没有年度：--value 写新名称，从哪一天起用 --since";
            return Err(Stop::Usage(said.to_owned()));
        }
        let since = self.which.since.unwrap_or(today);
        let what = (Altered::Name(&self.value), since, self.reason.as_str());
        alter((register, &self.which.subject), what, console)
    }
}

/// Everything that is said of an enterprise, as it counts today.
fn dossier((register, content, today): Room<'_>, subject: SubjectId) -> Result<Dossier, Stop> {
    let view = View { on: today, known: Seq::LATEST, purpose: Use::Verdict };
    let permit = register.may::<ReadRegister>()?;
    Ok(register.store.dossier(&permit, &content.shelf, (subject, view))?)
}

/// What names are called.
const NAME: &str = "企业名称";

/// Whose figure becomes what: `甲公司 营业收入 2025年（zone/tax）：88.00 万元 → 90.00 万元`.
fn changes(
    (dossier, shelf): (&Dossier, &Shelf),
    (fact, was): (FactId, Option<&Entry<'_>>),
    correction: &Correction,
) -> String {
    let Origin { feed, fact: id, period, .. } = &correction.origin;
    let was = was.map(|entry| {
        let shown = say::stated::shown(entry.value, fact, shelf, Tongue::Chinese);
        let earlier = (entry.origin.period != *period).then(|| entry.origin.period.zh());
        let other = (entry.origin.feed != *feed).then(|| entry.origin.feed.clone());
        let told: Vec<String> = [earlier, other].into_iter().flatten().collect();
        if told.is_empty() { shown } else { format!("{shown}（{}）", told.join("，")) }
    });
    let period = period.zh();
    let name = dossier.file().and_then(File::last_name).unwrap_or_default();
    let known = shelf.schema.get(fact);
    let called = known.map_or(id.as_str(), |known| known.name.as_str());
    let becomes = say::stated::shown(&correction.value, fact, shelf, Tongue::Chinese);
    let was = was.as_deref().unwrap_or("原来没有");
    format!(
        "{name} {called} {period}（{feed}）：{was} → {becomes}{}",
        exact(&correction.value, known)
    )
}

/// What an amount is in 元, to be read beside its unit.
fn exact(value: &Stated, fact: Option<&Fact>) -> String {
    let money = fact.is_some_and(|fact| fact.of == Type::Number(Dimension::MONEY));
    match value {
        Stated::Number { units, decimals } if money => {
            format!("（即 {} 元）", Number::from_scaled(*units, *decimals))
        }
        _ => String::new(),
    }
}

/// 核定：来源不一致的数，由数源部门定哪个算数
#[derive(Debug, Args)]
pub(super) struct Settle {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// 以哪个来源的为准，例如 demo/tax
    #[arg(long, value_name = "ID")]
    feed: String,
    /// 这个来源有几个数的，以哪一个为准：写它的单元格、文件、阶段或日志笔号，例如 D8、"第 12 笔"
    #[arg(long, value_name = "出处")]
    cell: Option<String>,
    /// 为什么
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Settle {
    /// What the owning department settles in favour of a source.
    pub(super) fn of(data: &Path, which: Which, (feed, reason): (&str, &str)) -> Self {
        let (feed, reason) = (feed.to_owned(), reason.to_owned());
        Self { at: At::of(data), which, feed, cell: None, reason }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Settles it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let (fact, about) = self.which.find(today, register, &content.shelf)?;
        let permit = register.may::<SettleFact>()?;
        if let Some(owner) = content.shelf.owner(fact) {
            permit.answers_for(&owner.department).map_err(|no| Stop::Nothing(no.zh()))?;
        }
        let dossier = dossier((register, content, today), about.subject)?;
        let holdings = dossier.holdings(&content.shelf)?;
        let entries: Vec<_> = sayings(&holdings, (fact, about.period)).collect();
        let ours: Vec<_> =
            entries.iter().filter(|entry| entry.origin.feed == self.feed).copied().collect();
        let teller = Teller::of(&register.store, &ours, (fact, &content.shelf))?;
        let chosen = teller.single(&ours, ("cell", self.cell.as_deref()))?;
        let chosen = chosen.ok_or_else(|| self.unsaid(&entries))?;
        anew("feed", chosen, &about, (&holdings, &dossier.objections()))?;
        let settlement = settled(chosen, about, &self.reason)?;
        let seq = register.store.settle(&permit, settlement)?;
        writeln!(console.err, "核定以 {} 的为准（日志第 {seq} 笔）", self.feed)?;
        if ours.len() > 1 {
            writeln!(console.err, "以这一个为准：{}", teller.told(chosen, Tongue::Chinese))?;
        }
        Ok(Done::Clean)
    }

    /// That the source did not say it.
    fn unsaid(&self, entries: &[&Entry<'_>]) -> Stop {
        let feeds: Vec<&str> = entries.iter().map(|entry| entry.origin.feed.as_str()).collect();
        let feeds =
            if feeds.is_empty() { "还没有任何来源".to_owned() } else { feeds.join("、") };
        Stop::Usage(format!("{} 没有说过这个数；有：{feeds}", self.feed))
    }
}

/// 异议：认为一个数不对，请数源部门核
#[derive(Debug, Args)]
pub(super) struct Object {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// 为什么
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Object {
    /// What a person objects to.
    pub(super) fn of(data: &Path, which: Which, reason: &str) -> Self {
        Self { at: At::of(data), which, reason: reason.to_owned() }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Objects to it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let (fact, about) = self.which.find(today, register, &content.shelf)?;
        let dossier = dossier((register, content, today), about.subject)?;
        objectable(&dossier.entries()?, (fact, about.period))?;
        let permit = register.may::<ObjectToFact>()?;
        let seq = register.store.object(&permit, about, reason(&self.reason)?)?;
        let owner = content.shelf.owner(fact);
        let owner = owner.map_or("数源部门未定", |owner| owner.department.as_str());
        writeln!(console.err, "记下了异议（日志第 {seq} 笔），由{owner}核定")?;
        Ok(Done::Clean)
    }
}

/// 可能重复的企业档案；不会自动合并
#[derive(Debug, Args)]
pub(super) struct Duplicates {
    #[command(flatten)]
    at: At,
}

impl Duplicates {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let (registry, _) = register.registry(None)?;
        let duplicates = registry.duplicates();
        let name = |subject: SubjectId| called(&registry, subject);
        for pair in &duplicates {
            writeln!(
                console.out,
                "{}\t{}\t{}",
                name(pair.one),
                name(pair.other),
                pair.why.said(Tongue::Chinese)
            )?;
        }
        if !duplicates.is_empty() {
            tell::mark(register.settings.mark.as_deref(), console.out)?;
        }
        let count = duplicates.len();
        writeln!(
            console.err,
            "可能重复 {count} 对；确是同一家的：yuanshu merge 编号 --into 编号；不是的：yuanshu distinct 编号 --from 编号 --reason 原因"
        )?;
        Ok(Done::Clean)
    }
}

/// A file as people know it: its number, name and code.
fn called(registry: &Registry, subject: SubjectId) -> String {
    let file = registry.file(subject);
    let name = file.and_then(|file| file.last_name()).unwrap_or_default();
    let code = file.and_then(File::code).map_or(String::new(), |code| code.to_string());
    format!("{} {name} {code}", subject.0)
}

/// 合并：一家企业的两个档案并为一个，可以撤销
#[derive(Debug, Args)]
pub(super) struct Merge {
    #[command(flatten)]
    at: At,
    /// 并掉的档案编号，见 yuanshu duplicates
    #[arg(value_name = "编号")]
    file: u32,
    /// 并到哪个档案
    #[arg(long, value_name = "编号")]
    into: u32,
    /// 为什么；两个档案的统一社会信用代码不同时必写
    #[arg(long, value_name = "原因")]
    reason: Option<String>,
}

impl Merge {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let (known, permit) = known(&register)?;
        let (file, into) = (SubjectId(self.file), SubjectId(self.into));
        let (registry, _) = register.registry(Some(known))?;
        let merge = join(&registry, (file, into), self.reason.as_deref())?;
        let seq = register.store.merge(&permit, known, merge)?;
        writeln!(
            console.err,
            "{} 并入了 {}（日志第 {seq} 笔）。撤销：yuanshu unmerge {}",
            called(&registry, file),
            called(&registry, into),
            self.file
        )?;
        Ok(Done::Clean)
    }
}

/// 撤销合并：两个档案各归各
#[derive(Debug, Args)]
pub(super) struct Unmerge {
    #[command(flatten)]
    at: At,
    /// 当初并掉的档案编号
    #[arg(value_name = "编号")]
    file: u32,
}

impl Unmerge {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let (known, permit) = known(&register)?;
        let seq = register.store.unmerge(&permit, known, SubjectId(self.file))?;
        writeln!(console.err, "撤销了合并（日志第 {seq} 笔）")?;
        Ok(Done::Clean)
    }
}

/// 不是重复：两个档案不是同一家，以后不再提示；可以撤销
#[derive(Debug, Args)]
pub(super) struct Distinct {
    #[command(flatten)]
    at: At,
    /// 档案编号，见 yuanshu duplicates
    #[arg(value_name = "编号")]
    file: u32,
    /// 与哪个档案不是同一家
    #[arg(long, value_name = "编号")]
    from: u32,
    /// 为什么
    #[arg(long, value_name = "原因", required_unless_present = "undo")]
    reason: Option<String>,
    /// 撤销：两个档案仍可能是同一家
    #[arg(long, conflicts_with = "reason")]
    undo: bool,
}

impl Distinct {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let (known, permit) = known(&register)?;
        let (file, from) = (SubjectId(self.file), SubjectId(self.from));
        if let Some(given) = &self.reason {
            let reason = reason(given)?;
            let seq = register.store.part(&permit, known, Parting { file, from, reason })?;
            let (file, from) = (self.file, self.from);
            writeln!(
                console.err,
                "记下了：{file} 与 {from} 不是同一家（日志第 {seq} 笔）。撤销：yuanshu distinct {file} --from {from} --undo"
            )?;
        } else {
            let seq = register.store.unpart(&permit, known, (file, from))?;
            writeln!(console.err, "撤销了“不是重复”（日志第 {seq} 笔）")?;
        }
        Ok(Done::Clean)
    }
}

fn known(register: &Register) -> Result<(Seq, zone::people::Permit<MergeEnterprises>), Stop> {
    Ok((register.store.head()?.seq, register.may::<MergeEnterprises>()?))
}
