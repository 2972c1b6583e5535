//! Keeping a register: its version, its copies, its journal, everything out of it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use store::{Cell, Piece, Verified};
use zone::people::{KeepStore, ReadJournal};

use super::register::{At, absolute};
use super::{Console, Done, Stop};
use crate::register::{Register, SETTINGS, Serving, Settings};
use crate::write::xlsx::io;

/// Rows that fit a sheet, its header apart.
const ROWS: u32 = 1_048_575;

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
        let register = self.at.open(console)?;
        let permit = register.may::<KeepStore>()?;
        let checked = register.store.backup(&permit, &self.out)?;
        let (path, lines, rows) = (self.out.display(), checked.lines, checked.rows);
        writeln!(console.err, "备份在 {path}：日志 {lines} 笔，{rows} 行，已核对")?;
        writeln!(console.out, "{} {}", checked.head.seq, checked.head.hash)?;
        Ok(Done::Clean)
    }
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
        if let (Some(zone), Some(operator)) = (&self.zone, who.clone())
            && !folder.join(SETTINGS).exists()
        {
            let (zone, packs) = (zone.clone(), absolute(&self.packs)?);
            Settings {
                zone,
                packs,
                database: None,
                mark: None,
                operator,
                server: Serving::default(),
            }
            .write(folder)?;
        }
        let restored = Register::restore(folder, who, &self.backup, console.clock.clone())?;
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
        let register = self.at.open(console)?;
        let moved = register.move_to(&self.to, console.clock.clone())?;
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
        let register = at.open(console)?;
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
}

impl Export {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let permit = register.may::<KeepStore>()?;
        if self.out.exists() {
            return Err(Stop::Usage(format!("{} 已经有了；请换一个名字", self.out.display())));
        }
        let book = self.out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        let part = super::matching::part(&self.out);
        let written = if book {
            let mut sheets = Sheets::new();
            let taken = register.store.export(&permit, &mut |piece| sheets.take(piece));
            taken.map_err(Stop::from).and_then(|()| Ok(sheets.book.save(&part).map_err(io)?))
        } else {
            let mut tables = Tables::new(&part)?;
            let taken = register.store.export(&permit, &mut |piece| tables.take(piece));
            taken.map_err(Stop::from).and_then(|()| tables.finish())
        };
        if let Err(stop) = written {
            // What is half written is of no use; where nothing was, nothing goes.
            let _gone = std::fs::remove_dir_all(&part).or_else(|_| std::fs::remove_file(&part));
            return Err(stop);
        }
        std::fs::rename(&part, &self.out)?;
        writeln!(console.err, "全部内容写在 {}", self.out.display())?;
        Ok(Done::Clean)
    }
}

/// The tables as text files of a folder.
struct Tables<'p> {
    folder: &'p Path,
    table: Option<csv::Writer<File>>,
}

impl<'p> Tables<'p> {
    fn new(folder: &'p Path) -> Result<Self, Stop> {
        std::fs::create_dir_all(folder)?;
        Ok(Self { folder, table: None })
    }

    fn take(&mut self, piece: Piece<'_>) -> Result<(), store::Error> {
        let broken = |error: csv::Error| store::Error::from(std::io::Error::from(error));
        match piece {
            Piece::Table { name, columns } => {
                let mut file = File::create(self.folder.join(format!("{name}.csv")))?;
                // Spreadsheets take a file without the mark for GB18030.
                file.write_all("\u{FEFF}".as_bytes())?;
                let mut table = csv::Writer::from_writer(file);
                table.write_record(&columns).map_err(broken)?;
                self.table = Some(table);
            }
            Piece::Row(cells) => {
                if let Some(table) = &mut self.table {
                    table.write_record(cells.iter().map(text)).map_err(broken)?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), Stop> {
        match &mut self.table {
            Some(table) => Ok(table.flush()?),
            None => Ok(()),
        }
    }
}

/// The tables as sheets of a workbook; a long one goes on in another.
struct Sheets {
    book: Workbook,
    name: &'static str,
    columns: Vec<&'static str>,
    row: u32,
    more: u32,
}

impl Sheets {
    fn new() -> Self {
        Self { book: Workbook::new(), name: "", columns: Vec::new(), row: 0, more: 0 }
    }

    fn take(&mut self, piece: Piece<'_>) -> Result<(), store::Error> {
        let broken = |error: XlsxError| store::Error::from(io(error));
        match piece {
            Piece::Table { name, columns } => {
                (self.name, self.columns, self.more) = (name, columns, 0);
                self.sheet().map_err(broken)
            }
            Piece::Row(cells) => {
                if self.row >= ROWS {
                    self.more += 1;
                    self.sheet().map_err(broken)?;
                }
                self.row += 1;
                let row = self.row;
                let sheet = self.book.worksheets_mut().last_mut();
                sheet.map_or(Ok(()), |sheet| write_row(sheet, row, cells)).map_err(broken)
            }
        }
    }

    fn sheet(&mut self) -> Result<(), XlsxError> {
        let more = if self.more == 0 { String::new() } else { format!("({})", self.more + 1) };
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        sheet.set_name(format!("{}{more}", self.name))?;
        for (column, name) in (0..).zip(&self.columns) {
            sheet.write_string(0, column, *name)?;
        }
        self.row = 0;
        Ok(())
    }
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        // Numbers as text: codes and hashes keep their digits.
        sheet.write_string(row, column, text(cell))?;
    }
    Ok(())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null | Cell::Blob(_) => String::new(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => text.clone(),
    }
}
