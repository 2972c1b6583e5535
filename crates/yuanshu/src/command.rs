//! The command line: what can be asked, and where the answers go.

mod alter;
mod amend;
mod changes;
mod check;
mod demo;
mod eval;
mod fill;
mod firm;
mod given;
mod import;
mod invite;
mod keep;
mod ladder;
mod lists;
mod matching;
mod output;
mod register;
mod review;
mod schema;
mod serve;
mod summary;
mod tell;
mod template;
mod undo;
mod usage;
mod verdict;
mod why;

use std::io::{self, BufRead, Write};
use std::path::Path;

use base::Day;
use clap::{Parser, Subcommand};
use rule::picture::Palette;
use store::Clock;

use crate::amend::Unfit;
use crate::bench;
pub use usage::refusal;

/// What was asked on the command line.
#[derive(Debug, Parser)]
#[command(
    name = "yuanshu",
    version,
    about = "园枢：高新区的政策测算",
    long_about = None,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Match(matching::Match),
    Why(why::Why),
    Check(check::Check),
    Eval(eval::Eval),
    Ladder(ladder::Ladder),
    Changes(changes::Changes),
    Firm(firm::Firm),
    Schema(schema::Schema),
    Serve(serve::Serve),
    Demo(demo::Demo),
    Init(register::Init),
    Import(import::Import),
    Fill(fill::Fill),
    Template(template::Make),
    Imports(register::Imports),
    Undo(undo::Undo),
    Review(review::Review),
    Verdicts(verdict::Verdicts),
    Replay(verdict::Replay),
    Correct(amend::Correct),
    Alter(alter::Alter),
    Disputes(lists::Disputes),
    Settle(amend::Settle),
    Objections(lists::Objections),
    Object(amend::Object),
    Duplicates(amend::Duplicates),
    Merge(amend::Merge),
    Unmerge(amend::Unmerge),
    Distinct(amend::Distinct),
    Invite(invite::Invite),
    Backup(keep::Backup),
    Restore(keep::Restore),
    Migrate(keep::Migrate),
    Move(keep::Move),
    Export(keep::Export),
    /// 日志
    #[command(subcommand)]
    Audit(keep::Audit),
    /// 量一量引擎有多快
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// 一张虚构的大表：许多企业乘许多政策
    Match(bench::Match),
    /// 一张工作簿：读表、成列、测算各占多少
    Workbook(bench::Workbook),
    /// 一个登记库：导入、查一家、查全部、启动各要多久
    Register(bench::RegisterBench),
}

/// Where a command reads from and speaks to.
pub struct Console<'a> {
    /// Standard input.
    pub input: &'a mut dyn BufRead,
    /// Standard output: answers.
    pub out: &'a mut (dyn Write + Send),
    /// Standard error: what a person should know beside the answers.
    pub err: &'a mut (dyn Write + Send),
    /// Whether pictures on standard error have colours.
    pub palette: Palette,
    /// Tells what is written when it was.
    pub clock: Clock,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It did what was asked.
    Clean,
    /// It did, and found faults.
    Faulty,
}

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// It was asked in a way that makes no sense; in Chinese, with what to write.
    #[error("{0}")]
    Usage(String),
    /// Nothing useful could be done; in Chinese, with what to do.
    #[error("{0}")]
    Nothing(String),
    /// The console is gone.
    #[error("the console cannot be used")]
    Console(#[from] io::Error),
}

impl From<Unfit> for Stop {
    fn from(why: Unfit) -> Self {
        Self::Usage(format!("--{}：{}", why.field, why.zh))
    }
}

impl Stop {
    /// The code that the process ends with.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Console(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Nothing(_) | Self::Console(_) => 1,
        }
    }

    /// What to tell the user; nothing where nobody listens any more.
    pub fn sentence(&self) -> Option<String> {
        match self {
            Self::Usage(sentence) => Some(format!("{sentence}\n用法见：yuanshu --help")),
            Self::Nothing(sentence) => Some(sentence.clone()),
            Self::Console(error) if error.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Console(error) => Some(format!("读写终端出错：{}", crate::say::disk(error))),
        }
    }
}

/// The names of all commands.
pub fn verbs() -> Vec<String> {
    let command = <Cli as clap::CommandFactory>::command();
    command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect()
}

impl Cli {
    /// What the arguments of the process ask.
    ///
    /// # Errors
    /// The help that was asked for, or what cannot be understood; [`refusal`] says that in
    /// Chinese.
    pub fn read() -> Result<Self, clap::Error> {
        let command = usage::spoken(<Self as clap::CommandFactory>::command());
        <Self as clap::FromArgMatches>::from_arg_matches(&command.try_get_matches()?)
    }

    /// Does what was asked; `today` stands where no day is given.
    ///
    /// # Errors
    /// [`Stop`] where nothing useful could be done.
    pub fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        match &self.command {
            Command::Match(matching) => matching.run(today, console),
            Command::Why(why) => why.run(today, console),
            Command::Check(check) => check.run(console),
            Command::Eval(eval) => eval.run(console),
            Command::Ladder(ladder) => ladder.run(today, console),
            Command::Changes(changes) => changes.run(today, console),
            Command::Firm(firm) => firm.run(today, console),
            Command::Schema(schema) => schema.run(console),
            Command::Serve(serve) => serve.run(console),
            Command::Demo(demo) => demo.run(today, console),
            Command::Init(init) => init.run(console),
            Command::Import(import) => import.run(today, console),
            Command::Fill(fill) => fill.run(today, console),
            Command::Template(template) => template.run(today, console),
            Command::Imports(imports) => imports.run(console),
            Command::Undo(undo) => undo.run(console),
            Command::Review(review) => review.run(console),
            Command::Verdicts(verdicts) => verdicts.run(today, console),
            Command::Replay(replay) => replay.run(console),
            Command::Correct(correct) => correct.run(today, console),
            Command::Alter(alter) => alter.run(today, console),
            Command::Disputes(disputes) => disputes.run(today, console),
            Command::Settle(settle) => settle.run(today, console),
            Command::Objections(objections) => objections.run(today, console),
            Command::Object(object) => object.run(today, console),
            Command::Duplicates(duplicates) => duplicates.run(console),
            Command::Merge(merge) => merge.run(console),
            Command::Unmerge(unmerge) => unmerge.run(console),
            Command::Distinct(distinct) => distinct.run(console),
            Command::Invite(invite) => invite.run(today, console),
            Command::Backup(backup) => backup.run(console),
            Command::Restore(restore) => restore.run(console),
            Command::Migrate(migrate) => migrate.run(console),
            Command::Move(asked) => asked.run(console),
            Command::Export(export) => export.run(today, console),
            Command::Audit(audit) => audit.run(console),
            Command::Bench(what) => {
                let measured = match what {
                    Bench::Match(shape) => bench::run(shape, console.out),
                    Bench::Workbook(asked) => bench::workbook(asked, console.out),
                    Bench::Register(asked) => bench::register(asked, console.out),
                };
                measured.map_err(|error| Stop::Nothing(format!("没有量成：{error:#}")))?;
                Ok(Done::Clean)
            }
        }
    }
}

/// A day as an argument.
fn day(text: &str) -> Result<Day, String> {
    base::parse_day(text).ok_or_else(|| "要写成 2026-11-21 这样的一天".to_owned())
}

/// What to say of a file that cannot be written.
fn unwritten(path: &Path, error: &io::Error) -> Stop {
    if error.kind() == io::ErrorKind::StorageFull {
        return Stop::Nothing(format!(
            "{}：{}",
            path.display(),
            store::Error::Full { at: None }.zh()
        ));
    }
    let why = crate::say::disk(error);
    Stop::Nothing(format!("{} 写不出来：{why}；请检查路径、权限和磁盘", path.display()))
}
