//! Commands over a register: setting it up, the record of its imports, replaying.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use store::{Clock, Moment, Outcome};
use zone::Seq;
use zone::people::ReadRegister;

use super::{Console, Done, Stop, tell};
use crate::china;
use crate::content::Content;
use crate::import::{Plan, Remarked};
use crate::register::{NoOne, Register, SETTINGS, Serving, Settings, Unopened, Who, mark_of};

/// Which register, and who works with it.
#[derive(Debug, Args)]
pub(super) struct At {
    /// 登记库的文件夹
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 谁在操作；缺省为建库时写下的人
    #[arg(long, value_name = "姓名", requires = "department")]
    operator: Option<String>,
    /// 操作人的部门
    #[arg(long, value_name = "部门", requires = "operator")]
    department: Option<String>,
}

impl At {
    /// That of a folder, for whoever it is set to.
    pub(super) fn of(data: &Path) -> Self {
        Self { data: data.to_owned(), operator: None, department: None }
    }

    /// The register, open for that person to look at.
    pub(super) fn open(&self, console: &mut Console<'_>) -> Result<Register, Stop> {
        self.opened(Ahead::Untold, console)
    }

    /// The same for whoever writes to it, a line of the journal at least.
    pub(super) fn to_write(&self, console: &mut Console<'_>) -> Result<Register, Stop> {
        self.opened(Ahead::Told, console)
    }

    /// The same for whoever looks for what is wrong with it: the clock is not compared with a last
    /// line that may be beyond reading.
    pub(super) fn to_verify(&self, console: &mut Console<'_>) -> Result<Register, Stop> {
        let register = Register::open(&self.data, self.who(), console.clock.clone())?;
        mark(&register, console)?;
        Ok(register)
    }

    fn opened(&self, ahead: Ahead, console: &mut Console<'_>) -> Result<Register, Stop> {
        let register = Register::open(&self.data, self.who(), console.clock.clone())?;
        mark(&register, console)?;
        on_time(&register, console, ahead)?;
        Ok(register)
    }

    /// Its folder.
    pub(super) fn folder(&self) -> &Path {
        &self.data
    }

    /// Who is named to work with it.
    pub(super) fn who(&self) -> Option<Who> {
        let who = self.operator.clone().zip(self.department.clone());
        who.map(|(name, department)| Who { name, department })
    }
}

/// Says what is to be read beside everything from the register, where there is such.
pub(super) fn mark(register: &Register, console: &mut Console<'_>) -> Result<(), Stop> {
    if let Some(mark) = &register.settings.mark {
        writeln!(console.err, "{mark}")?;
    }
    Ok(())
}

/// Whether it is told that the last line is long ago: to whom reads alone it says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ahead {
    /// It is.
    Told,
    /// It is not.
    Untold,
}

/// Machines that share a database are not of one second.
const CLOSE: i64 = 60;
const DAY: i64 = 24 * 60 * 60;

/// What the machine's clock says, and when the last line of the journal was written.
fn times(register: &Register, clock: &Clock) -> Result<Option<(Moment, Moment)>, Stop> {
    Ok(register.store.head()?.at.map(|last| (clock.tell(), last)))
}

/// As [`on_time`], and in the log of a server.
pub(super) fn on_time_logged(register: &Register, console: &mut Console<'_>) -> Result<(), Stop> {
    if let Some((now, last)) = times(register, &console.clock)? {
        let since = now.timestamp().duration_since(last.timestamp()).as_secs();
        let (clock, journal) = (now.to_string(), last.to_string());
        if since < -CLOSE {
            tracing::warn!(clock, journal, "the clock is behind the last line of the journal");
        } else if since > DAY {
            tracing::warn!(clock, journal, "the last line of the journal is more than a day old");
        }
    }
    on_time(register, console, Ahead::Told)
}

/// Warns where the machine's clock is not one that the journal can follow.
pub(super) fn on_time(
    register: &Register,
    console: &mut Console<'_>,
    ahead: Ahead,
) -> Result<(), Stop> {
    let Some((now, last)) = times(register, &console.clock)? else { return Ok(()) };
    let since = now.timestamp().duration_since(last.timestamp()).as_secs();
    let (here, there) = (now.china(), last.china());
    if since < -CLOSE {
        writeln!(
            console.err,
            "提醒：本机时钟 {here} 比日志末笔的时间 {there} 早，时钟拨回了，或以前拨快过。以后写入的仍按末笔的时间排，另记本机时间；请先校准时钟"
        )?;
    } else if since > DAY && ahead == Ahead::Told {
        writeln!(
            console.err,
            "提醒：本机时钟 {here}，日志末笔在 {there}，已过 {} 天。时钟如果拨快了，请先校准再写入，否则以后的时间都跟着快",
            since / DAY
        )?;
    }
    Ok(())
}

impl From<Unopened> for Stop {
    fn from(unopened: Unopened) -> Self {
        Self::Nothing(unopened.to_string())
    }
}

impl From<NoOne> for Stop {
    fn from(none: NoOne) -> Self {
        Self::Nothing(none.to_string())
    }
}

impl From<store::Error> for Stop {
    fn from(error: store::Error) -> Self {
        Self::Nothing(error.zh())
    }
}

/// Folders as they are found from everywhere.
pub(super) fn absolute(folders: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let absolute = folders.iter().map(|folder| {
        std::path::absolute(folder)
            .map_err(|_| Stop::Usage(format!("没有文件夹 {}：请检查路径", folder.display())))
    });
    absolute.collect()
}

/// The register's content; faulty packs are refused whole.
pub(super) fn content(register: &Register, console: &mut Console<'_>) -> Result<Content, Stop> {
    let content = Content::read(&register.packs())?;
    if content.faults.is_empty() {
        return Ok(content);
    }
    content.list(console.err)?;
    Err(Stop::Nothing(format!("政策包有 {} 处错误，没有继续；改好后重做", content.faults.len())))
}

/// 建一个登记库
#[derive(Debug, Args)]
pub(super) struct Init {
    /// 登记库的文件夹
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 园区名称
    #[arg(long, value_name = "名称")]
    zone: String,
    /// 政策包的文件夹，可以写几个
    #[arg(long, required = true, num_args = 1.., value_name = "DIR")]
    packs: Vec<PathBuf>,
    /// 用 PostgreSQL 保存：它的地址；缺省存在文件夹里
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// 平时谁在操作
    #[arg(long, value_name = "姓名")]
    operator: String,
    /// 操作人的部门
    #[arg(long, value_name = "部门")]
    department: String,
}

impl Init {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let packs = absolute(&self.packs)?;
        // A register without readable packs could neither import nor answer.
        let content = Content::read(&packs)?;
        let (name, department) = (self.operator.clone(), self.department.clone());
        let settings = Settings {
            zone: self.zone.clone(),
            packs,
            database: self.database.clone(),
            mark: mark_of(&self.zone),
            operator: Who { name, department },
            server: Serving::default(),
        };
        let register = Register::found(&self.data, settings, console.clock.clone())?;
        writeln!(
            console.err,
            "建好了“{}”的登记库：{}。导入数据：yuanshu import 文件 --data {} --feed 数据来源",
            self.zone,
            register.folder.display(),
            register.folder.display()
        )?;
        let department = self.department.as_str();
        let owners: BTreeSet<&str> =
            content.shelf.owners.iter().map(|owner| owner.department.as_str()).collect();
        if !owners.is_empty() && !owners.contains(department) {
            let owners = owners.into_iter().collect::<Vec<_>>().join("、");
            writeln!(
                console.err,
                "提醒：政策包里的数源部门没有“{department}”，以它的名义核定不了数；有：{owners}。写错了的，改 {SETTINGS} 里的 department"
            )?;
        }
        Ok(Done::Clean)
    }
}

/// 列出历次导入：编号、文件、日志第几笔、日期、谁、来源、新增和变动、复核或撤销
#[derive(Debug, Args)]
pub(super) struct Imports {
    #[command(flatten)]
    at: At,
}

impl Imports {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let permit = register.may::<ReadRegister>()?;
        let imports = register.store.imports(&permit, Seq(0), Seq::LATEST)?;
        if imports.is_empty() {
            writeln!(console.out, "还没有导入过数据")?;
        }
        let waiting = register.store.waiting(&permit)?;
        let reviews = register.store.reviews(&permit, Seq(0), Seq::LATEST)?;
        for import in imports {
            let waits = waiting.iter().any(|one| one.line == import.seq);
            let mut said = reviews.iter().filter(|review| review.of == import.seq);
            let last = said.rfind(|review| review.subject.is_none()).map(|review| review.outcome);
            let state = match (import.undone, last) {
                (Some(seq), _) => format!("已撤销（第 {seq} 笔）"),
                (None, _) if waits => "待复核".to_owned(),
                (None, Some(Outcome::Accepted)) => "已复核".to_owned(),
                (None, Some(Outcome::Returned)) => "已退回".to_owned(),
                (None, None) => "不用复核".to_owned(),
            };
            let feed = Plan::parse(&import.plan).ok().and_then(|plan| plan.feed);
            let counts = Remarked::read(&import.remarks).and_then(|remarked| remarked.counts);
            let counts = counts.map_or("—".to_owned(), |counts| {
                format!("新 {}、变动 {}、不一致 {}", counts.new, counts.changed, counts.at_odds)
            });
            writeln!(
                console.out,
                "{}\t{}\t第 {} 笔\t{}\t{}\t{}\t{counts}\t{state}",
                import.id.0,
                import.name,
                import.seq,
                china::day(import.at),
                import.by,
                feed.as_deref().unwrap_or("—"),
            )?;
        }
        tell::mark(register.settings.mark.as_deref(), console.out)?;
        Ok(Done::Clean)
    }
}
