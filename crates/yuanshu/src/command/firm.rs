//! `yuanshu firm`: the file of one enterprise: who it is, its figures with their passports, what
//! policies say of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use base::{Day, Dimension};
use clap::Args;
use rule::fact::{FactId, Type};
use store::{Dossier, Key, Store};
use zone::Seq;
use zone::enterprise::File;
use zone::fact::{Entry, Ground as Why, Holding};
use zone::policy::{Depth, Passport, Question};

use super::given::{Ground, Held};
use super::{Console, Done, Stop, tell};
use crate::china;
use crate::content::Content;
use crate::doubt::doubts;
use crate::fill;
use crate::register::Single;
use crate::say::{self, Tongue};
use crate::write::jsonl;

/// 一企一档：企业是谁，每个数的来源与口径，各项政策的测算结果
#[derive(Debug, Args)]
pub(super) struct Firm {
    #[command(flatten)]
    held: Held,
    /// 统一社会信用代码，或名称
    subject: String,
    /// 每项政策输出一行 JSON：测算结果加上用到的数、门槛、条文和出处
    #[arg(long)]
    json: bool,
}

impl Firm {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let given = self.held.given();
        let on = given.on(today);
        let content = given.content(console)?;
        let assume = given.assume(&content.shelf.schema)?;
        let ground = given.one(&content, (on, &self.subject), console)?;
        let Ground::One(open) = &ground else {
            return Err(Stop::Usage("要写登记库的文件夹：--data DIR".to_owned()));
        };
        if !self.json {
            identity(&open.1, console.out)?;
            figures(&open.1.dossier, &content, (&open.0.store, console.out))?;
            objections(&open.1.dossier, &content, console.out)?;
        }
        let table = ground.table(on, &assume);
        let policies = content.shelf.in_force(on);
        let question = Question::new(&content.shelf, ground.subjects(), &table, policies);
        let question = question.assuming(assume).marked(ground.mark());
        if self.json {
            for asked in &question.asked {
                let answered = question.answer(asked, 0, Depth::Gaps);
                jsonl::line(console.out, &question.told(asked, 0, &answered))?;
            }
            return Ok(Done::Clean);
        }
        answers(&question, console.out)?;
        Ok(Done::Clean)
    }
}

fn identity(single: &Single, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(file) = single.dossier.file() else { return Ok(()) };
    let on = single.dossier.view().on;
    let code = file.code().map_or("代码未登记".to_owned(), |code| code.to_string());
    writeln!(out, "{}（{code}）", file.name(on).unwrap_or("（未登记名称）"))?;
    let former = former(file, on);
    if !former.is_empty() {
        writeln!(out, "  曾用名　{}", former.join("、"))?;
    }
    match file.is_here(on) {
        Some(true) => writeln!(out, "  {on} 在区内")?,
        Some(false) => writeln!(out, "  {on} 不在区内")?,
        None => {}
    }
    for (_, part) in single.dossier.files().iter().skip(1) {
        writeln!(out, "  已并入的档案　{}", part.last_name().unwrap_or_default())?;
    }
    writeln!(out, "  数据截至 {on}，日志第 {} 笔\n", single.seq())
}

fn former(file: &File, on: Day) -> Vec<&str> {
    let borne = file.name(on);
    let mut names: Vec<&str> = Vec::new();
    for named in file.names_until(on) {
        let name = named.name.as_str();
        if Some(name) != borne && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn figures(
    dossier: &Dossier,
    content: &Content,
    (store, out): (&Store, &mut dyn io::Write),
) -> Result<(), Stop> {
    writeln!(out, "数据")?;
    let holdings = dossier.holdings(&content.shelf)?;
    let counts = holdings.iter().filter_map(|(key, held)| Some((*key, held.stands.as_ref()?)));
    let doubts = doubts(content, &counts.collect::<Vec<_>>());
    let entries = dossier.entries()?;
    for (key, holding) in &holdings {
        figure(content, *key, holding, out)?;
        if holding.stands.is_none() && holding.held.is_empty() {
            gone((*key, &entries), content, out)?;
        }
        if let Some(doubt) = doubts.get(key) {
            writeln!(out, "      存疑：{doubt}")?;
        }
    }
    judged(dossier, content, out)?;
    let lines = holdings.iter().flat_map(|(_, holding)| {
        holding.stands.iter().chain(&holding.others).chain(&holding.held).map(|entry| entry.seq)
    });
    learnt(&lines.collect(), store, out)?;
    writeln!(out)?;
    Ok(())
}

/// When what is told was learnt, by day: 2026-11-21 记入：日志第 2、3 笔.
fn learnt(lines: &BTreeSet<Seq>, store: &Store, out: &mut dyn io::Write) -> Result<(), Stop> {
    let mut by_day: BTreeMap<Day, Vec<String>> = BTreeMap::new();
    for (line, moment) in store.moments(lines)? {
        by_day.entry(china::day(moment)).or_default().push(line.to_string());
    }
    for (day, lines) in by_day {
        writeln!(out, "  {day} 记入：日志第 {} 笔", lines.join("、"))?;
    }
    Ok(())
}

/// What persons judged.
fn judged(dossier: &Dossier, content: &Content, out: &mut dyn io::Write) -> Result<(), Stop> {
    for (at, holding) in dossier.judged(&content.shelf)? {
        let Some(judgement) = content.shelf.schema.judgements.get(at) else { continue };
        let of = if judgement.max.is_some() { Type::Number(Dimension::NONE) } else { Type::Bool };
        let said = |entry: &Entry<'_>| {
            let value = entry.value.value(&of);
            let value =
                value.map_or_else(String::new, |value| say::value(&value, None, Tongue::Chinese));
            format!("{value}　{}", Passport::of(entry, &content.shelf))
        };
        match &holding.stands {
            Some(entry) => writeln!(out, "  评审：{}　{}", judgement.name, said(entry))?,
            None => writeln!(out, "  评审：{}　未知，待核", judgement.name)?,
        }
        for entry in &holding.others {
            writeln!(out, "      另：{}", said(entry))?;
        }
    }
    Ok(())
}

fn figure(
    content: &Content,
    (fact, year): (FactId, Option<i16>),
    holding: &Holding<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let schema = &content.shelf.schema;
    let Some(known) = schema.get(fact) else { return Ok(()) };
    let year = year.map_or(String::new(), |year| format!(" {year}年"));
    let lasting = schema.lasting.iter().any(|one| one.list == fact);
    let said = |entry: &Entry<'_>| {
        let value = if lasting {
            fill::sentence(entry.value, known, Tongue::Chinese)
        } else {
            say::stated::shown(entry.value, fact, &content.shelf, Tongue::Chinese)
        };
        let since = entry.origin.period.since();
        let since = since.map_or(String::new(), |day| format!("　{day} 起"));
        let passport = Passport::of(entry, &content.shelf);
        format!("{value}{since}　{passport}　日志第 {} 笔", entry.seq)
    };
    let ground = match holding.ground {
        Why::Nothing => "，待补数据",
        Why::Agreed | Why::Trusted => "",
        Why::Settled(_) => "，已由数源部门核定",
        Why::Disputed => "，待核（来源不一致）",
        Why::Bases => "，待核（口径不一）",
    };
    match holding.whole() {
        Some(entry) => writeln!(out, "  {}{year}　{}{ground}", known.name, said(&entry))?,
        None => writeln!(out, "  {}{year}　未知{ground}", known.name)?,
    }
    if holding.open {
        writeln!(out, "      有没有别的不知道：没有来源说列全了")?;
    }
    for entry in &holding.others {
        writeln!(out, "      另：{}", said(entry))?;
    }
    for entry in &holding.held {
        writeln!(out, "      待复核：{}", said(entry))?;
    }
    if holding.barred > 0 {
        writeln!(out, "      另有 {} 个数只限统计用途，不参与判定", holding.barred)?;
    }
    Ok(())
}

/// What was said last of a figure that nobody says now: it was returned (退回) or taken back.
fn gone(
    (key, entries): (Key, &[(Key, Entry<'_>)]),
    content: &Content,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let of = entries.iter().rev().filter(|(of, _)| *of == key);
    let mut gone = of.filter_map(|(_, entry)| Some((entry, entry.undone?)));
    let Some((entry, line)) = gone.next() else { return Ok(()) };
    let value = say::stated::shown(entry.value, key.0, &content.shelf, Tongue::Chinese);
    let place = Passport::of(entry, &content.shelf);
    writeln!(
        out,
        "      退回或撤销了（日志第 {line} 笔）：{value}　{place}　日志第 {} 笔",
        entry.seq
    )
}

/// What was objected to and is not settled yet.
fn objections(dossier: &Dossier, content: &Content, out: &mut dyn io::Write) -> io::Result<()> {
    let open = dossier.objections();
    let schema = &content.shelf.schema;
    for one in &open {
        let known = content.shelf.fact(&one.about.fact).and_then(|fact| schema.get(fact));
        let name = known.map_or(one.about.fact.as_str(), |fact| fact.name.as_str());
        let (by, department, period) = (&one.by, &one.department, one.about.period.zh());
        writeln!(
            out,
            "  异议　{name} {period}：{}（{by}，{department}，日志第 {} 笔）",
            one.reason, one.seq
        )?;
    }
    if !open.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

/// A value as a person reads it.
fn answers(question: &Question<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "政策")?;
    for asked in &question.asked {
        let answered = question.answer(asked, 0, Depth::Step);
        let finding = &answered.finding;
        let answer = say::answer(finding.answer, finding.outside, Tongue::Chinese);
        let held = answered
            .held
            .map_or(String::new(), |held| format!("，{}", say::held(held, Tongue::Chinese)));
        let value = answered.value().map_or(String::new(), |value| {
            format!("，{}", say::value(value, None, Tongue::Chinese))
        });
        let mark = say::mark(finding.answer);
        writeln!(out, "  {mark} {}　{answer}{value}{held}", asked.policy.title)?;
        if !answered.missing.is_empty() {
            writeln!(out, "      缺：{}", question.lacks(asked, 0, &answered).join("、"))?;
        }
        if let Some(rule::why::Change::Found { moves, .. }) = &answered.change {
            let moves: Vec<String> = moves.iter().map(|to| question.say_move(to)).collect();
            writeln!(out, "      差一项：{}", moves.join("；"))?;
        }
    }
    writeln!(out)?;
    tell::note(question.mark.as_deref(), out)
}
