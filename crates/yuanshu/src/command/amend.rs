//! What people put right: a figure, which of two counts, that one is wrong, who is who.

use std::path::Path;

use base::Day;
use clap::Args;
use pack::Shelf;
use pack::feed::Stage;
use rule::fact::FactId;
use store::{Correction, Merge as Join, NewSettlement, Parting, Standing, View};
use zone::Seq;
use zone::enterprise::{File, SubjectId};
use zone::fact::{About, Entry, Origin, Period, Place, Use};
use zone::people::{CorrectFact, MergeEnterprises, ObjectToFact, ReadRegister, SettleFact};

use super::register::{At, content};
use super::{Console, Done, Stop};
use crate::content::Content;
use crate::read;
use crate::register::{Register, find};

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

/// A figure that was found.
struct Meant {
    subject: SubjectId,
    fact: FactId,
    about: About,
}

impl Which {
    fn find(&self, today: Day, register: &Register, dictionary: &Shelf) -> Result<Meant, Stop> {
        let permit = register.may::<ReadRegister>()?;
        let bearers = register.store.bearers(&permit, &self.subject, Seq::LATEST)?;
        let subject = find(&bearers, &self.subject).map_err(Stop::Nothing)?;
        let fact = dictionary.fact(&self.fact).ok_or_else(|| {
            Stop::Usage(format!("事实词典里没有“{}”；请改成词典里的指标名", self.fact))
        })?;
        let known = dictionary.schema.get(fact);
        if known.is_some_and(|known| known.formula.is_some()) {
            let said = format!("“{}”由别的指标算出，不能填写；请更正它用到的指标", self.fact);
            return Err(Stop::Usage(said));
        }
        let yearly = known.is_some_and(|known| known.yearly);
        let period = match (yearly, self.year) {
            (true, Some(year)) => Period::Year(year),
            (true, None) => {
                let said = format!("“{}”一年一个数；请写 --year", self.fact);
                return Err(Stop::Usage(said));
            }
            (false, Some(_)) => {
                let said = format!("“{}”没有年度；请写 --since", self.fact);
                return Err(Stop::Usage(said));
            }
            (false, None) => Period::Since(self.since.unwrap_or(today)),
        };
        let fact_id = known.map(|known| known.id.clone()).unwrap_or_default();
        Ok(Meant { subject, fact, about: About { subject, fact: fact_id, period } })
    }
}

/// 更正一个数：原来的数仍在，从此以更正的为准
#[derive(Debug, Args)]
pub(super) struct Correct {
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    which: Which,
    /// 更正为多少，带单位，例如 "1200.5 万元"
    #[arg(long, value_name = "值", allow_hyphen_values = true)]
    value: String,
    /// 更正的是哪个来源的数，例如 demo/tax
    #[arg(long, value_name = "ID")]
    feed: String,
    /// 阶段：预计、快报、年报、审计、汇缴；缺省为来源的
    #[arg(long, value_name = "阶段")]
    stage: Option<String>,
    /// 为什么更正
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Correct {
    /// What a person corrects to a value, as written with its unit.
    pub(super) fn of(data: &Path, which: Which, (feed, value, reason): (&str, &str, &str)) -> Self {
        let (feed, value, reason) = (feed.to_owned(), value.to_owned(), reason.to_owned());
        Self { at: At::of(data), which, value, feed, stage: None, reason }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Corrects it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let meant = self.which.find(today, register, &content.shelf)?;
        let feed = content.shelf.feeds.get(&self.feed);
        let feed = feed.ok_or_else(|| Stop::Usage(format!("没有数据来源 {}", self.feed)))?;
        let stage = match self.stage.as_deref() {
            None => feed.stage.unwrap_or(Stage::Annual),
            Some(text) => Stage::parse(text).ok_or_else(|| {
                Stop::Usage(format!("没有“{text}”这个阶段；可写：预计、快报、年报、审计、汇缴"))
            })?,
        };
        let value = read::stated(&self.value, &content.shelf.schema, meant.fact)
            .map_err(|why| Stop::Usage(format!("--value {}：{why}", self.value)))?;
        let held = zone::fact::moves_money(&content.shelf).contains(&meant.fact);
        let origin = Origin {
            import: None,
            place: Place::Hand { reason: self.reason.clone() },
            fact: meant.about.fact,
            period: meant.about.period,
            feed: feed.id.clone(),
            stage,
            basis: None,
            unit: None,
            decimals: value.decimals(),
        };
        let standing = if held { Standing::Held } else { Standing::Counts };
        let correction = Correction { subject: meant.subject, origin, standing, value };
        let seq = register.store.correct(&register.may::<CorrectFact>()?, correction)?;
        let waits =
            if held { "；它关系到资金，要由另一人复核才算数" } else { "" };
        writeln!(console.err, "更正了（日志第 {seq} 笔）{waits}")?;
        Ok(Done::Clean)
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
    /// 为什么
    #[arg(long, value_name = "原因")]
    reason: String,
}

impl Settle {
    /// What the owning department settles in favour of a source.
    pub(super) fn of(data: &Path, which: Which, (feed, reason): (&str, &str)) -> Self {
        Self { at: At::of(data), which, feed: feed.to_owned(), reason: reason.to_owned() }
    }

    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Settles it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let meant = self.which.find(today, register, &content.shelf)?;
        let permit = register.may::<SettleFact>()?;
        if let Some(owner) = content.shelf.owner(meant.fact) {
            permit.answers_for(&owner.department).map_err(|no| Stop::Nothing(no.zh()))?;
        }
        let view = View { on: today, known: Seq::LATEST, purpose: Use::Verdict };
        let read = register.may::<ReadRegister>()?;
        let dossier = register.store.dossier(&read, &content.shelf, (meant.subject, view))?;
        let year = match meant.about.period {
            Period::Year(year) => Some(year),
            Period::Since(_) => None,
        };
        let holdings = dossier.holdings(&content.shelf)?;
        let holding = holdings.iter().find(|(key, _)| *key == (meant.fact, year));
        let entries =
            holding.into_iter().flat_map(|(_, held)| held.stands.iter().chain(&held.others));
        let ours = |entry: &&Entry<'_>| entry.origin.feed == self.feed;
        let chosen = entries.clone().find(ours).copied().ok_or_else(|| {
            let feeds: Vec<&str> = entries.map(|entry| entry.origin.feed.as_str()).collect();
            let feeds = if feeds.is_empty() {
                "还没有任何来源".to_owned()
            } else {
                feeds.join("、")
            };
            Stop::Usage(format!("{} 没有说过这个数；有：{feeds}", self.feed))
        })?;
        let settlement = NewSettlement {
            about: About { period: chosen.origin.period, ..meant.about },
            origin: chosen.id,
            said: chosen.seq,
            row: chosen.row,
            reason: self.reason.clone(),
        };
        let seq = register.store.settle(&permit, settlement)?;
        writeln!(console.err, "核定以 {} 的为准（日志第 {seq} 笔）", self.feed)?;
        Ok(Done::Clean)
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
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        self.one((&register, &content, today), console)
    }

    /// Objects to it in a register that is open.
    pub(super) fn one(
        &self,
        (register, content, today): Room<'_>,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let meant = self.which.find(today, register, &content.shelf)?;
        let permit = register.may::<ObjectToFact>()?;
        let seq = register.store.object(&permit, meant.about, self.reason.clone())?;
        let owner = content.shelf.owner(meant.fact);
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
        let name = |subject: SubjectId| {
            let file = registry.file(subject);
            let name = file.and_then(|file| file.last_name()).unwrap_or_default();
            let code = file.and_then(File::code).map_or(String::new(), |code| code.to_string());
            format!("{} {name} {code}", subject.0)
        };
        for pair in &duplicates {
            writeln!(console.out, "{}\t{}\t{}", name(pair.one), name(pair.other), pair.why.zh())?;
        }
        let count = duplicates.len();
        writeln!(
            console.err,
            "可能重复 {count} 对；确是同一家的：yuanshu merge 编号 --into 编号；不是的：yuanshu distinct 编号 --from 编号 --reason 原因"
        )?;
        Ok(Done::Clean)
    }
}

/// 合并：一家企业的两个档案并为一个，可以撤销
#[derive(Debug, Args)]
pub(super) struct Merge {
    #[command(flatten)]
    at: At,
    /// 并掉的档案编号，见 yuanshu duplicates
    file: u32,
    /// 并到哪个档案
    #[arg(long, value_name = "编号")]
    into: u32,
}

impl Merge {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let (known, permit) = known(&register)?;
        let join = Join { file: SubjectId(self.file), into: SubjectId(self.into) };
        let seq = register.store.merge(&permit, known, join)?;
        writeln!(console.err, "合并了（日志第 {seq} 笔）。撤销：yuanshu unmerge {}", self.file)?;
        Ok(Done::Clean)
    }
}

/// 撤销合并：两个档案各归各
#[derive(Debug, Args)]
pub(super) struct Unmerge {
    #[command(flatten)]
    at: At,
    /// 当初并掉的档案编号
    file: u32,
}

impl Unmerge {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
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
        let register = self.at.open(console)?;
        let (known, permit) = known(&register)?;
        let (file, from) = (SubjectId(self.file), SubjectId(self.from));
        if let Some(reason) = self.reason.clone() {
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
