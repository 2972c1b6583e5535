//! Where the time goes between a workbook and its answers.

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::ensure;
use base::Day;
use cpu_time::ProcessTime;
use rule::plan::Plan;

use crate::content::Content;
use crate::read::{Dictionary, Source, read};

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub struct Workbook {
    /// The workbook, such as `yuanshu demo --enterprises 81624` makes one.
    file: PathBuf,
    /// Folders of packs.
    #[arg(long, required = true, num_args = 1..)]
    packs: Vec<PathBuf>,
    /// The day of the applications.
    #[arg(long)]
    on: Day,
}

/// Measures and prints seconds and share of each step.
///
/// # Errors
/// Where the packs cannot be read, or the workbook holds no enterprise.
pub fn workbook(asked: &Workbook, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let content = Content::read(&asked.packs)?;
    let mut steps = Vec::new();
    let mut clock = (ProcessTime::now(), Instant::now());
    let mut step = |name: &'static str| {
        let spent = (clock.0.elapsed(), clock.1.elapsed());
        clock = (ProcessTime::now(), Instant::now());
        steps.push((name, spent));
    };
    let cells = crate::read::cells(&asked.file).map_err(anyhow::Error::msg)?;
    step("merely go through its cells");
    let dictionary = Dictionary::of(&content.shelf);
    let facts = read(&[Source::all(&asked.file)], &dictionary, &mut |_| ());
    step("read the workbook");
    let table = facts.table(asked.on, &[]);
    step("turn facts into columns");
    let policies = content.shelf.in_force(asked.on);
    let decisions = policies.iter().map(|policy| &policy.decision).collect();
    let plan = Plan::new(&content.shelf.schema, &table, decisions);
    let run = plan.run();
    step("answer every policy");
    ensure!(run.rows() > 0, "the workbook names no enterprise");
    let (rows, policies) = (run.rows(), policies.len());
    writeln!(out, "{cells} cells, {rows} enterprises, {policies} policies in force")?;
    print(out, &steps)
}

#[expect(clippy::float_arithmetic, reason = "a share of time is shown, not decided on")]
fn print(
    out: &mut (dyn Write + Send),
    steps: &[(&str, (Duration, Duration))],
) -> anyhow::Result<()> {
    let all: Duration = steps.iter().map(|(_, (_, wall))| *wall).sum();
    for (name, (cpu, wall)) in steps {
        let share = wall.as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE) * 100.0;
        let (cpu, wall) = (cpu.as_secs_f64(), wall.as_secs_f64());
        writeln!(out, "{name}: {cpu:.2} s of processor, {wall:.2} s on the wall, {share:.1} %")?;
    }
    Ok(())
}
