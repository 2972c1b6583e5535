//! The measured claims: the engine over an invented grid of enterprises and policies.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place where time is taken, and only to print it"
)]

mod register;
mod workbook;
mod world;

use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use bench::{Answers, Grid, Shape, Total};
use cpu_time::ProcessTime;
use rule::plan::Plan;
use rule::run::{Bound, Run, Scratch};
use serde::Serialize;

pub use crate::bench::register::{RegisterBench, register};
pub use crate::bench::workbook::{Workbook, workbook};
use crate::bench::world::World;

/// Runs per figure at least; the best counts.
const TIMES: usize = 7;
/// What takes milliseconds runs for so long: the machine's other work disturbs a few of them.
const WHILE: Duration = Duration::from_millis(500);
/// The largest grid whose answers are also found row by row.
const PLAIN: usize = 5_000;

/// What is measured.
#[derive(Clone, Debug, clap::Args)]
pub struct Match {
    /// Rows.
    #[arg(long, default_value_t = 81_624)]
    pub enterprises: usize,
    /// Decisions.
    #[arg(long, default_value_t = 1_000)]
    pub policies: usize,
    /// What the grid is made from.
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// Where the grid and its answers are written for the peers.
    #[arg(long)]
    pub write: Option<PathBuf>,
}

/// One figure, as the peers print theirs.
#[derive(Debug, Serialize)]
struct Line {
    peer: &'static str,
    cpu_seconds: f64,
    wall_seconds: f64,
    threads: usize,
    rows: usize,
    sample: usize,
    /// Processor seconds for all rows.
    scaled: f64,
    digest: String,
    /// Whether the plainest reading, row by row, answers the same; asked of small grids.
    #[serde(skip_serializing_if = "Option::is_none")]
    equal: Option<bool>,
    version: &'static str,
}

/// Measures and prints a line of JSON a figure.
///
/// # Errors
/// Where the answers are not those of the plainest reading, or a file cannot be written.
pub fn run(shape: &Match, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let grid = bench::grid(Shape::new(shape.enterprises, shape.policies), shape.seed);
    let world = World::new(&grid)?;
    let plan = Plan::new(&world.schema, &world.table, world.decisions.iter().collect());
    say(&format!("{} distinct leaves", plan.leaves()));
    let mut answers = None;
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let mut run = plan.room();
        let spent = pool.install(|| best(|| plan.fill(&Bound::new(&plan), &mut run)));
        let found = packed(&grid, &run);
        let peer = if threads == 1 { "yuanshu" } else { "yuanshu on two threads" };
        let mut line = line(peer, spent, (threads, &grid), format!("{:016x}", found.digest()));
        line.equal = (grid.shape.enterprises <= PLAIN).then(|| found == grid.answers());
        print(out, &line)?;
        answers = Some(found);
    }
    let answers = answers.context("no answers")?;
    if let Some(dir) = &shape.write {
        grid.write(dir)?;
        answers.write(dir)?;
    }
    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    single.install(|| -> anyhow::Result<()> {
        one_enterprise(&grid, &plan, out)?;
        one_threshold(&grid, &world, out)?;
        scores(&grid, &world, shape, out)
    })
}

#[expect(clippy::print_stderr, reason = "progress of a measurement, beside its results")]
fn say(text: &str) {
    eprintln!("yuanshu bench: {text}");
}

/// Every decision for one enterprise, with the leaves that failed and their figures.
fn one_enterprise(
    grid: &Grid,
    plan: &Plan<'_>,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let bound = Bound::new(plan);
    let mut scratch = Scratch::default();
    let mut failed = 0;
    let row = grid.shape.enterprises / 2;
    let spent = best(|| failed = plan.failed(&bound, row, &mut scratch).len());
    let digest = format!("{failed} failed leaves");
    print(out, &line("one enterprise with reasons", spent, (1, grid), digest))
}

/// One decision whose threshold was changed, over everybody.
fn one_threshold(grid: &Grid, world: &World, out: &mut (dyn Write + Send)) -> anyhow::Result<()> {
    let Some(decision) = world.decisions.first() else { return Ok(()) };
    let changed = world::changed(decision);
    let mut yes = 0;
    let spent = best(|| {
        let plan = Plan::new(&world.schema, &world.table, vec![&changed]);
        yes = plan.run().counts(0).yes;
    });
    print(out, &line("one threshold changed", spent, (1, grid), format!("{yes} yes")))
}

/// The score of every enterprise.
fn scores(
    grid: &Grid,
    world: &World,
    shape: &Match,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<()> {
    let decision = world::score(grid, &world.schema)?;
    let plan = Plan::new(&world.schema, &world.table, vec![&decision]);
    let node = decision.scores.len().saturating_sub(1);
    let mut found = None;
    let spent = best(|| {
        found = None;
        found = plan.points(0, node);
    });
    let found = found.context("the score is not a column")?;
    let points = |units: i64| units / 10_000;
    let totals: Vec<Total> = found
        .low
        .into_iter()
        .zip(found.high)
        .map(|(low, high)| Total { low: points(low), high: points(high) })
        .collect();
    if let Some(dir) = &shape.write {
        bench::write_totals(&totals, dir)?;
    }
    let digest = format!("{:016x}", bench::totals_digest(&totals));
    print(out, &line("yuanshu-scores", spent, (1, grid), digest))
}

/// The answers as the grid packs them.
fn packed(grid: &Grid, run: &Run) -> Answers {
    let mut answers = Answers::new(grid.shape.enterprises);
    for policy in 0..grid.policies.len() {
        let (mut yes, mut known) = (Vec::new(), Vec::new());
        for (is, is_not, _) in run.words(policy) {
            yes.push(is);
            known.push(is | is_not);
        }
        answers.push(&yes, &known);
    }
    answers
}

/// The least of several runs: processor time and time on the wall.
fn best(mut run: impl FnMut()) -> (Duration, Duration) {
    let mut least = (Duration::MAX, Duration::MAX);
    let began = Instant::now();
    let mut runs = 0;
    while runs < TIMES || began.elapsed() < WHILE {
        runs += 1;
        let (cpu, wall) = (ProcessTime::now(), Instant::now());
        run();
        least = (least.0.min(cpu.elapsed()), least.1.min(wall.elapsed()));
    }
    least
}

fn line(
    peer: &'static str,
    (cpu, wall): (Duration, Duration),
    (threads, grid): (usize, &Grid),
    digest: String,
) -> Line {
    let rows = grid.shape.enterprises;
    Line {
        peer,
        cpu_seconds: cpu.as_secs_f64(),
        wall_seconds: wall.as_secs_f64(),
        threads,
        rows,
        sample: rows,
        scaled: cpu.as_secs_f64(),
        digest,
        equal: None,
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// Prints a figure, and refuses answers that are not those of the plainest reading.
fn print(out: &mut (dyn Write + Send), line: &Line) -> anyhow::Result<()> {
    writeln!(out, "{}", serde_json::to_string(line)?)?;
    ensure!(line.equal != Some(false), "{}: the answers are not those of each row", line.peer);
    Ok(())
}
