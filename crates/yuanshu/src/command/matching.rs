//! `yuanshu match`: every enterprise against every policy in force.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;
use indicatif::ProgressBar;
use rayon::prelude::*;

use super::given::{Given, Ground, editions, style};
use super::output::{spare, whole};
use super::{Console, Done, Stop, summary, tell};
use crate::read::Fault;
use crate::say::Tongue;
use crate::write::xlsx::Basis;
use crate::write::{csv, jsonl, xlsx};
use zone::policy::{Answered, Depth, Line, Question, Sum};

/// The most enterprises for each of which the smallest change is looked for unasked.
const SEARCHED: usize = 2_000;
/// Enterprises that are answered together: enough for all threads, few enough to keep.
const CHUNK: usize = 64;

/// 测算：每家企业对照每项适用的政策
#[derive(Debug, Args)]
pub(super) struct Match {
    #[command(flatten)]
    given: Given,
    /// 只测算这些政策，例如 national/high-tech；缺省为当日适用的全部
    #[arg(long, num_args = 1.., value_name = "ID")]
    policy: Vec<String>,
    /// 把读表时的全部问题逐行写到这个文件
    #[arg(long, value_name = "F.jsonl")]
    faults: Option<PathBuf>,
    /// 出具：记下这次判定，以后任何一天都能一字不差地重算
    #[arg(long, requires = "data", conflicts_with = "assume")]
    issue: bool,
    /// 结果写到哪里：.xlsx、.csv 或 .jsonl
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// The form of the answers, by the ending of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Xlsx,
    Csv,
    Jsonl,
}

impl Form {
    fn of(path: &Path) -> Result<Self, Stop> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xlsx") => Ok(Self::Xlsx),
            Some("csv") => Ok(Self::Csv),
            Some("jsonl") => Ok(Self::Jsonl),
            _ => Err(Stop::Usage(format!(
                "--out {} 要以 .xlsx、.csv 或 .jsonl 结尾",
                path.display()
            ))),
        }
    }
}

impl Match {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let form = Form::of(&self.out)?;
        let read = self.given.files();
        spare(&read, ("--out", &self.out))?;
        if let Some(faults) = &self.faults {
            spare(&[&read[..], std::slice::from_ref(&self.out)].concat(), ("--faults", faults))?;
        }
        let on = self.given.on(today);
        let content = self.given.content(console)?;
        let policies = editions(&content.shelf, &self.policy, on, console.err)?;
        let assume = self.given.assume(&content.shelf.schema)?;
        let ground = self.given.ground(&content, on, console)?;
        if let Some(facts) = ground.facts() {
            tell::reading(facts, &|_| None, console.err)?;
            if let Some(path) = &self.faults {
                whole(path, |part| write_faults(part, &facts.remarks))?;
            }
        }
        let table = ground.table(on, &assume);
        if ground.facts().is_some_and(|facts| facts.known() == 0) && table.rows > 0 {
            return Err(Stop::Nothing(
                "读到了企业，可一个数也没有读到，没有测算；请看上面的原因".to_owned(),
            ));
        }
        if table.rows == 0 {
            let none = match ground.facts() {
                Some(_) => "没有读到任何企业，没有测算；请看上面的原因",
                None => "登记库里还没有企业，没有测算；先导入：yuanshu import",
            };
            return Err(Stop::Nothing(none.to_owned()));
        }
        if let Some(years) = ground.facts().and_then(|facts| facts.say_years(on)) {
            writeln!(console.err, "注意：{years}")?;
        }
        let subjects = ground.subjects();
        let question = Question::new(&content.shelf, subjects, &table, policies)
            .assuming(assume)
            .marked(ground.mark());
        let depth = self.depth(table.rows, console)?;
        let sum = whole(&self.out, |part| match form {
            Form::Xlsx => {
                let basis = Basis { facts: ground.facts(), mark: ground.mark() };
                workbook(&question, basis, depth, part)
            }
            Form::Csv => table_of(&question, part),
            Form::Jsonl => lines(&question, depth, part),
        })?;
        summary::print(&question, &sum, console.out)?;
        if let (true, Ground::Register(open)) = (self.issue, &ground) {
            let policies = question.asked.iter().map(|asked| asked.policy.id.clone()).collect();
            let verdict = open.0.issue(&open.1, &content, policies)?;
            let id = verdict.0;
            writeln!(console.err, "出具了第 {id} 号判定；重算：yuanshu replay {id}")?;
        }
        Ok(Done::Clean)
    }

    /// The smallest change is looked for where it was asked for or enterprises are few.
    fn depth(&self, firms: usize, console: &mut Console<'_>) -> Result<Depth, Stop> {
        if firms <= SEARCHED || !self.policy.is_empty() {
            return Ok(Depth::Change);
        }
        writeln!(
            console.err,
            "企业超过 {SEARCHED} 家，没有逐家找“差一项达标”的最小改动；要找，用 --policy 点名政策"
        )?;
        Ok(Depth::Gaps)
    }
}

pub(super) fn write_faults(path: &Path, faults: &[Fault]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for fault in faults {
        jsonl::line(&mut out, &fault.told(Tongue::Chinese))?;
    }
    out.flush()
}

/// Answers all enterprises, chunk by chunk. `shape` makes of the answers about one what is to
/// be written, on any thread; `put` is given that in order.
fn answers<T: Send>(
    question: &Question<'_>,
    depth: Depth,
    shape: impl Fn(usize, &[Answered]) -> T + Sync,
    mut put: impl FnMut(T) -> io::Result<()>,
) -> io::Result<Sum> {
    let rows: Vec<usize> = question.counted().collect();
    let bar = ProgressBar::new(u64::try_from(rows.len()).unwrap_or(u64::MAX))
        .with_style(style("测算 {bar:30} {pos}/{len} 家，还要 {eta}"));
    let answer = |row: usize| {
        let asked = question.asked.iter();
        let answers: Vec<Answered> =
            asked.map(|asked| question.answer(asked, row, depth)).collect();
        let shaped = shape(row, &answers);
        bar.inc(1);
        (row, answers, shaped)
    };
    let mut sum = Sum::default();
    for chunk in rows.chunks(CHUNK) {
        let answered: Vec<_> = chunk.par_iter().copied().map(answer).collect();
        for (row, answers, shaped) in answered {
            sum.add(row, &answers);
            put(shaped)?;
        }
    }
    bar.finish_and_clear();
    Ok(sum)
}

/// What policies say of all, counted.
pub(super) fn sum(question: &Question<'_>) -> io::Result<Sum> {
    answers(question, Depth::Answer, |_, _| (), |()| Ok(()))
}

fn lines(question: &Question<'_>, depth: Depth, path: &Path) -> io::Result<Sum> {
    let mut out = BufWriter::new(File::create(path)?);
    let shape = |row: usize, answers: &[Answered]| -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        for (asked, answered) in question.asked.iter().zip(answers) {
            jsonl::line(&mut lines, &Line::new(question, asked, row, answered))?;
        }
        Ok(lines)
    };
    let sum = answers(question, depth, shape, |lines| out.write_all(&lines?))?;
    out.flush()?;
    Ok(sum)
}

fn table_of(question: &Question<'_>, path: &Path) -> io::Result<Sum> {
    let mut out = BufWriter::new(File::create(path)?);
    csv::heads(&mut out, question)?;
    let shape = |row: usize, answers: &[Answered]| -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        csv::firm(&mut line, question, row, answers)?;
        Ok(line)
    };
    let sum = answers(question, Depth::Answer, shape, |line| out.write_all(&line?))?;
    out.flush()?;
    Ok(sum)
}

fn workbook(
    question: &Question<'_>,
    basis: Basis<'_>,
    depth: Depth,
    path: &Path,
) -> io::Result<Sum> {
    // A workbook is written at its end; whether it can be is known before the work.
    File::create(path)?;
    // Without the smallest change no reasons are written, and none need be found.
    let depth = if depth == Depth::Change { depth } else { Depth::Answer };
    let mut book = xlsx::Answers::new(question, depth, basis).map_err(xlsx::io)?;
    let shape = |row: usize, answers: &[Answered]| xlsx::firm(question, row, answers, depth);
    let sum = answers(question, depth, shape, |firm| book.put(firm).map_err(xlsx::io))?;
    book.finish(question, &sum, path).map_err(xlsx::io)?;
    Ok(sum)
}
