//! Keeping a register: its version, its copies, its journal, everything out of it.

use std::io;
use std::path::{Path, PathBuf};

use base::Day;
use clap::{Args, Subcommand};
use store::{Place, Verified};
use zone::fact::Use;
use zone::people::{ExportRegister, KeepStore, ReadJournal};

use super::register::{At, absolute, content};
use super::{Console, Done, Stop, unwritten};
use crate::register::{Kind, Register, SETTINGS, Serving, Settings, Unopened, address, mark_of};
use crate::write::whole::{self, words::About};

/// 把旧版本的登记库升到本程序的版本
#[derive(Debug, Args)]
pub(super) struct Migrate {
    #[command(flatten)]
    at: At,
}

impl Migrate {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = Register::migrate(self.at.folder(), self.at.who(), console.clock.clone())?;
        let head = register.store.head()?;
        writeln!(console.err, "登记库是本程序的版本，日志到第 {} 笔", head.seq)?;
        Ok(Done::Clean)
    }
}

/// 备份：把整个登记库写成一个文件，写后核对；别人可以照常使用
#[derive(Debug, Args)]
pub(super) struct Backup {
    #[command(flatten)]
    at: At,
    /// 写到哪个文件
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Backup {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(Stop::Usage(format!(
                "没有文件夹 {}，没有备份；请先建好，或写到别处",
                folder.display()
            )));
        }
        let register = self.at.open(console)?;
        let permit = register.may::<KeepStore>()?;
        let checked = register.store.backup(&permit, &self.out);
        let held = Place::folder(&register.folder).file();
        let checked = checked.map_err(|error| match error {
            store::Error::Full { .. } => Stop::Nothing(crowded(&self.out, &held)),
            other => half(&self.out, other),
        })?;
        let (path, lines, rows) = (self.out.display(), checked.lines, checked.rows);
        writeln!(console.err, "备份在 {path}：日志 {lines} 笔，{rows} 行，已核对")?;
        writeln!(console.out, "{} {}", checked.head.seq, checked.head.hash)?;
        Ok(Done::Clean)
    }
}

/// Why what a register was written to is not whole: of a disk that is full it is that of the file.
fn half(out: &Path, error: store::Error) -> Stop {
    match error {
        store::Error::Taken => {
            let out = out.display();
            Stop::Nothing(format!("{out} 已经有了，没有覆盖；请换一个文件名，或先移走它"))
        }
        store::Error::Full { .. } => unwritten(out, &io::ErrorKind::StorageFull.into()),
        store::Error::Disk(error) => unwritten(out, &error),
        other => other.into(),
    }
}

/// That there is no room for a copy of a file, and how much it takes where that is known.
fn crowded(out: &Path, of: &Path) -> String {
    let room = std::fs::metadata(of)
        .map_or(String::new(), |file| format!("{} MB ", file.len().div_ceil(1 << 20).max(1)));
    let out = out.display();
    format!("{out} 所在的磁盘已满，没有写入任何内容；请腾出 {room}空间后重做")
}

/// 恢复：由备份建登记库；文件夹里已有登记库的，不动它
#[derive(Debug, Args)]
pub(super) struct Restore {
    #[command(flatten)]
    at: At,
    /// 备份文件
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// 园区名称；文件夹里没有 zone.toml 时要写
    #[arg(long, value_name = "名称", requires = "packs", requires = "operator")]
    zone: Option<String>,
    /// 政策包的文件夹；文件夹里没有 zone.toml 时要写
    #[arg(long, num_args = 1.., value_name = "DIR")]
    packs: Vec<PathBuf>,
}

impl Restore {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let (folder, who) = (self.at.folder(), self.at.who());
        let file = folder.join(SETTINGS);
        let fresh = !file.exists();
        if let (Some(zone), Some(operator), true) = (&self.zone, who.clone(), fresh) {
            let (zone, packs) = (zone.clone(), absolute(&self.packs)?);
            Settings {
                mark: mark_of(&zone),
                zone,
                packs,
                database: None,
                operator,
                server: Serving::default(),
            }
            .write(folder)?;
        }
        let restored = Register::restore(folder, who, &self.backup, console.clock.clone());
        let restored = restored.map_err(|why| {
            // Settings without a register would stand in the way of the next try.
            let left = fresh && file.exists() && std::fs::remove_file(&file).is_err();
            let rest =
                if left { format!("；{} 请删去", file.display()) } else { String::new() };
            let why = match why {
                Unopened::Store(store::Error::Corrupt(_)) if self.is_other() => self.strange(),
                Unopened::Store(store::Error::Corrupt(_)) => {
                    format!("备份文件 {} 已损坏，没有恢复；请换一份备份", self.backup.display())
                }
                Unopened::Store(store::Error::Absent) => self.absent(),
                Unopened::Store(store::Error::Older { database, program }) => format!(
                    "备份 {} 是第 {database} 版的，本程序是第 {program} 版，没有恢复；请用做备份时的程序恢复，再换上本程序，运行 yuanshu migrate",
                    self.backup.display()
                ),
                Unopened::Store(store::Error::Full { at: Some(at) }) => {
                    crowded(Path::new(&at), &self.backup)
                }
                Unopened::Store(store::Error::NotOurs) => self.strange(),
                Unopened::Absent(folder) => format!(
                    "{folder} 里没有 zone.toml；恢复到新的文件夹要写明园区：yuanshu restore {} --data {folder} --zone 园区名称 --packs 政策包文件夹 --operator 姓名 --department 部门",
                    self.backup.display()
                ),
                other => other.to_string(),
            };
            Stop::Nothing(format!("{why}{rest}"))
        })?;
        writeln!(console.err, "恢复到日志第 {} 笔", restored.head.seq)?;
        if let Some(lost) = restored.lost {
            writeln!(
                console.err,
                "备份以后到第 {lost} 笔的内容已经丢失；请按日志附本 heads.log 的时间找人补录"
            )?;
        }
        Ok(Done::Clean)
    }
}

impl Restore {
    /// Whether the file is no database; one that cannot be read may be a backup all the same.
    fn is_other(&self) -> bool {
        Kind::of(&self.backup).is_ok_and(|kind| kind == Kind::Other)
    }

    /// That the file is something else.
    fn strange(&self) -> String {
        let backup = self.backup.display();
        format!("{backup} 里是别的内容，不是园枢的备份，没有恢复；请换一份备份")
    }

    /// That there is no backup.
    fn absent(&self) -> String {
        let backup = self.backup.display();
        if self.backup.exists() {
            return format!("备份文件 {backup} 是空的，没有恢复；请换一份备份");
        }
        format!("没有备份文件 {backup}，没有恢复；请检查路径")
    }
}

/// 迁移：把登记库从文件搬到 PostgreSQL，核对无误后原库停用
#[derive(Debug, Args)]
pub(super) struct Move {
    #[command(flatten)]
    at: At,
    /// PostgreSQL 的地址，库要是空的
    #[arg(long, value_name = "URL")]
    to: String,
}

impl Move {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let moved = register.move_to(&self.to, console.clock.clone());
        let moved = moved.map_err(|why| match why {
            Unopened::Store(store::Error::Taken) => Stop::Nothing(format!(
                "{} 里已经有一个登记库，没有搬，原库照常使用；请写一个空的库，或先把那个库移走",
                address(&self.to)
            )),
            other => other.into(),
        })?;
        let head = moved.store.head()?;
        writeln!(console.err, "已搬到 PostgreSQL，日志到第 {} 笔；原库已停用", head.seq)?;
        Ok(Done::Clean)
    }
}

/// 日志
#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// 核对全部日志：链条、各行内容、末尾有没有被截去
    Verify(Verify),
}

/// 核对全部日志
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    at: At,
}

impl Audit {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let Self::Verify(Verify { at }) = self;
        let register = at.to_verify(console)?;
        let permit = register.may::<ReadJournal>()?;
        let Verified { lines, rows, heads, head, faults } = register.store.verify(&permit)?;
        for fault in &faults {
            writeln!(console.out, "{}", fault.zh())?;
        }
        if faults.is_empty() {
            writeln!(
                console.out,
                "日志完好：{lines} 笔，{rows} 行，附本 {heads} 处相符；末笔 {} {}",
                head.seq, head.hash
            )?;
            return Ok(Done::Clean);
        }
        Ok(Done::Faulty)
    }
}

/// 导出登记库的全部内容，一表一个 .csv（文件夹）或一表一张工作表（.xlsx）
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    at: At,
    /// 写到哪个文件夹，或哪个 .xlsx 文件
    #[arg(long, value_name = "DIR|FILE.xlsx")]
    out: PathBuf,
    /// 作什么用：导出、统计、判定、门户；不允许这样用的来源，它的数不写
    #[arg(long = "use", value_name = "用途", default_value = "导出", value_parser = purpose)]
    purpose: Use,
}

fn purpose(text: &str) -> Result<Use, String> {
    let found = Use::ALL.into_iter().find(|purpose| purpose.zh() == text.trim());
    found.ok_or_else(|| format!("可写：{}", Use::ALL.map(Use::zh).join("、")))
}

impl Export {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let permit = register.may::<ExportRegister>()?;
        if self.out.exists() {
            return Err(Stop::Usage(format!("{} 已经有了；请换一个名字", self.out.display())));
        }
        let book = self.out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        let part = super::output::part(&self.out);
        let write = if book { whole::workbook } else { whole::folder };
        let content = content(&register, console)?;
        let Settings { zone, mark, .. } = &register.settings;
        let about = About { zone, mark: mark.as_deref(), today };
        let wanted = whole::For { shelf: &content.shelf, purpose: self.purpose, about };
        let left = match write((&register.store, wanted), &permit, &part) {
            Ok(left) => left,
            Err(error) => {
                // What is half written is of no use; where nothing was, nothing goes.
                let _gone = std::fs::remove_dir_all(&part).or_else(|_| std::fs::remove_file(&part));
                return Err(half(&self.out, error));
            }
        };
        std::fs::rename(&part, &self.out).map_err(|error| unwritten(&self.out, &error))?;
        writeln!(console.err, "全部内容写在 {}", self.out.display())?;
        if left > 0 {
            writeln!(
                console.err,
                "有 {left} 个数的来源不允许用于{}，没有写；作别的用途的，写 --use 统计 等",
                self.purpose.zh()
            )?;
        }
        Ok(Done::Clean)
    }
}
