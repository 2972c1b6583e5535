//! What a register takes: bringing a large workbook in, one firm, everybody, starting, its bytes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, ensure};
use base::{Day, Dimension, Uscc};
use clap::Parser;
use cpu_time::ProcessTime;
use demo::rng::Rng;
use rule::fact::{Fact, FactId, Type};
use rule::picture::Palette;
use rust_xlsxwriter::Workbook;
use store::{Clock, View};
use zone::Seq;
use zone::fact::Use;
use zone::policy::{Depth, Question};

use crate::command::{Cli, Console};
use crate::content::Content;
use crate::read::Dictionary;
use crate::register::{Kept, Population, Register, Single};

/// Figures of each enterprise and year.
const FACTS: usize = 40;
/// The years.
const YEARS: [i16; 3] = [2023, 2024, 2025];
/// The day that is asked about.
const ON: Day = Day::constant(2026, 11, 21);
/// How often one firm is asked for.
const FIRMS: u32 = 100;
/// The feed of packs/demo that the workbook is said to come from.
const FEED: &str = "demo/report";

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub struct RegisterBench {
    /// Enterprises.
    #[arg(long, default_value_t = 81_624)]
    enterprises: u32,
    /// Folders of packs: the national ones and the demo's.
    #[arg(long, required = true, num_args = 1..)]
    packs: Vec<PathBuf>,
    /// An empty folder for the workbook and the register.
    #[arg(long)]
    folder: PathBuf,
    /// The URL of an empty PostgreSQL, in place of SQLite.
    #[arg(long)]
    database: Option<String>,
}

/// Measures and prints a line a figure.
///
/// # Errors
/// Where something cannot be read or written.
pub fn register(asked: &RegisterBench, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    std::fs::create_dir_all(&asked.folder)?;
    let (sheet, data) = (asked.folder.join("import.xlsx"), asked.folder.join("register"));
    let content = Content::read(&asked.packs)?;
    if !sheet.exists() {
        workbook(asked.enterprises, &content, &sheet)?;
    }
    ensure!(!data.exists(), "{} is there already", data.display());
    let mut lap = Lap::new(out);
    let cells = crate::read::cells(&sheet).map_err(anyhow::Error::msg)?;
    lap.tell(&format!("merely go through {cells} cells"))?;
    let (data_text, sheet_text) = (data.to_string_lossy(), sheet.to_string_lossy());
    let packs: Vec<String> =
        asked.packs.iter().map(|pack| pack.to_string_lossy().into_owned()).collect();
    let mut init = vec!["init", "--data", &data_text, "--zone", "bench", "--packs"];
    init.extend(packs.iter().map(String::as_str));
    init.extend(["--operator", "a", "--department", "x"]);
    if let Some(url) = &asked.database {
        init.extend(["--database", url]);
    }
    run(&init)?;
    lap.skip();
    run(&["import", &sheet_text, "--data", &data_text, "--feed", FEED, "--accept"])?;
    lap.tell("import it with all checks")?;
    run(&["review", "1", "--data", &data_text, "--operator", "b", "--department", "x"])?;
    lap.skip();
    questions(&data, &content, &mut lap)?;
    let values = u64::from(asked.enterprises) * 120;
    let bytes = std::fs::metadata(data.join("register.db")).map_or(0, |file| file.len());
    writeln!(
        lap.out,
        "{bytes} bytes on disk for {values} values: {} a value",
        bytes / values.max(1)
    )?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
        writeln!(lap.out, "{line}")?;
    }
    Ok(())
}

/// One firm, everybody on a cold day, and a start.
fn questions(data: &Path, content: &Content, lap: &mut Lap<'_>) -> anyhow::Result<()> {
    let open = || Register::open(data, None, clock()).map_err(|error| anyhow!("{error}"));
    let register = open()?;
    let view = View { on: ON, known: Seq::LATEST, purpose: Use::Verdict };
    let population = Population::read(&register, content, view)?;
    lap.tell("everybody, from all statements")?;
    let policies = content.shelf.in_force(ON);
    let question =
        Question::new(&content.shelf, &population, population.snapshot.table(), policies.clone());
    let answers = question.answers().len();
    lap.tell(&format!("{answers} answers of {} policies", policies.len()))?;
    drop(register);
    let register = open()?;
    let again = Population::read(&register, content, view)?;
    ensure!(again.snapshot.table().rows == population.snapshot.table().rows, "a row was lost");
    lap.tell("start to ready, from the checkpoint")?;
    let code = zone::policy::Subjects::code(&population, population.snapshot.table().rows / 2);
    let code = code.context("no enterprise")?;
    let earlier = View { on: Day::constant(2025, 11, 21), ..view };
    lap.skip();
    let single = Single::read(&register, content, code, earlier)?;
    lap.tell("one firm, by its code, of an open register")?;
    let kept = Kept { store: &register.store, snapshot: &again.snapshot, shelf: &content.shelf };
    let permit = register.may().map_err(|error| anyhow!("{error}"))?;
    let mut proofs = 0;
    for _ in 0..FIRMS {
        let single = kept.one(&permit, (single.subject, earlier))?;
        let question = Question::new(&content.shelf, &single, &single.table, policies.clone());
        proofs = question
            .asked
            .iter()
            .map(|asked| question.proof(asked, 0, &question.answer(asked, 0, Depth::Gaps)).len())
            .sum();
    }
    lap.tell(&format!("{FIRMS} times one firm as of another day, {proofs} clauses proved"))
}

/// Prints what has passed since the last time.
struct Lap<'o> {
    out: &'o mut (dyn Write + Send),
    clock: (ProcessTime, Instant),
}

impl<'o> Lap<'o> {
    fn new(out: &'o mut (dyn Write + Send)) -> Self {
        Self { out, clock: (ProcessTime::now(), Instant::now()) }
    }

    fn skip(&mut self) {
        self.clock = (ProcessTime::now(), Instant::now());
    }

    fn tell(&mut self, what: &str) -> anyhow::Result<()> {
        let (cpu, wall): (Duration, Duration) = (self.clock.0.elapsed(), self.clock.1.elapsed());
        let (cpu, wall) = (cpu.as_secs_f64(), wall.as_secs_f64());
        writeln!(self.out, "{what}: {cpu:.4} s of processor, {wall:.4} s on the wall")?;
        self.skip();
        Ok(())
    }
}

fn clock() -> Clock {
    Clock::new(jiff::Timestamp::now)
}

/// A command as a person would give it.
fn run(arguments: &[&str]) -> anyhow::Result<()> {
    let cli = Cli::try_parse_from([&["yuanshu"], arguments].concat())?;
    let (mut out, mut err) = (io::sink(), Vec::new());
    let mut console = Console {
        input: &mut io::empty(),
        out: &mut out,
        err: &mut err,
        palette: Palette::Plain,
        clock: clock(),
    };
    let done = cli.run(ON, &mut console);
    done.map(|_| ()).map_err(|stop| anyhow!("{stop}: {}", String::from_utf8_lossy(&err)))
}

/// A sheet a year, with forty figures of every enterprise.
fn workbook(enterprises: u32, content: &Content, path: &Path) -> anyhow::Result<()> {
    let figure =
        |fact: &&Fact| fact.yearly && fact.formula.is_none() && matches!(fact.of, Type::Number(_));
    let facts: Vec<&Fact> =
        content.shelf.schema.iter().map(|(_, fact)| fact).filter(figure).take(FACTS).collect();
    ensure!(facts.len() == FACTS, "the dictionary has {} figures a year only", facts.len());
    let dictionary = Dictionary::of(&content.shelf);
    let share = |fact: &&Fact| share(&dictionary, content.shelf.schema.find(&fact.id));
    let shares: Vec<i64> = facts.iter().map(share).collect();
    let mut book = Workbook::new();
    for year in YEARS {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(format!("{year}年"))?;
        sheet.write_string(0, 0, "统一社会信用代码")?;
        sheet.write_string(0, 1, "企业名称")?;
        for (column, fact) in (2..).zip(&facts) {
            let unit = fact.unit.map_or(String::new(), |unit| format!("({})", unit.symbol));
            sheet.write_string(0, column, format!("{}{unit}", fact.name))?;
        }
        for firm in 0..enterprises {
            let mut rng = Rng::of(u64::from(firm), u64::from(year.unsigned_abs()));
            let base = Rng::of(u64::from(firm), 0).between(10_000, 9_999_999);
            sheet.write_string(firm + 1, 0, Uscc::synthetic(firm).to_string())?;
            sheet.write_string(firm + 1, 1, format!("示例{firm}有限公司"))?;
            for (column, (fact, share)) in (2..).zip(facts.iter().zip(&shares)) {
                let percent = rng.between(80, 100) / share;
                sheet.write_number(firm + 1, column, cell(&fact.of, base, percent)?)?;
            }
        }
    }
    book.save(path)?;
    Ok(())
}

/// Money in hundredths of its unit, a ratio below one, or a count.
#[expect(clippy::float_arithmetic, reason = "a cell of a spreadsheet is a double")]
fn cell(of: &Type, base: i64, percent: i64) -> anyhow::Result<f64> {
    let figure = f64::from(i32::try_from(base * percent / 100)?);
    Ok(match of {
        Type::Number(Dimension::MONEY) => figure / 100.0,
        Type::Number(Dimension::NONE) => f64::from(i32::try_from(percent)?) / 200.0,
        _ => (figure / 10_000.0).round(),
    })
}

/// By what a figure is less than the whole that it is a part of, so that none is remarked on.
fn share(dictionary: &Dictionary, fact: Option<FactId>) -> i64 {
    let whole = fact.and_then(|fact| dictionary.entry(fact).part_of);
    whole.map_or(1, |whole| share(dictionary, Some(whole)) * 2)
}
