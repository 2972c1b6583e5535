//! `yuanshu demo`: a workbook of an invented zone.

use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;
use demo::{Cell, Sheet};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Console, Done, Stop};
use crate::say;

/// The most enterprises, so that every list of theirs fits a sheet.
const MOST: i64 = 100_000;

/// A lone unit stands in its header instead of a row of its own.
const ROW_OF_UNITS: usize = 2;

/// 生成一个虚构的示例园区（示例数据）
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// 写到哪个 .xlsx 文件
    #[arg(long, value_name = "FILE.xlsx")]
    out: PathBuf,
    /// 种子：相同的种子生成相同的园区
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 多少家企业
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=MOST))]
    enterprises: u32,
    /// 站在哪一天看：数据是这一天之前三个完整年度的；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
}

impl Demo {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        if !self.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
            return Err(Stop::Usage(format!("--out {} 要以 .xlsx 结尾", self.out.display())));
        }
        let on = self.on.unwrap_or(today);
        let zone = demo::zone(demo::Shape { enterprises: self.enterprises }, self.seed, on);
        let notes = notes(self, on);
        write(&zone.sheets(), &notes, &self.out).map_err(|error| {
            let error = say::disk(&crate::write::xlsx::io(error));
            Stop::Nothing(format!("{} 写不出来：{error}；请检查路径和权限", self.out.display()))
        })?;
        writeln!(
            console.err,
            "写好了示例园区（示例数据）：{} 家企业，{}",
            self.enterprises,
            self.out.display()
        )?;
        Ok(Done::Clean)
    }
}

fn notes(demo: &Demo, on: Day) -> [String; 5] {
    [
        "示例数据：企业、代码和数字全部是虚构的，与任何真实企业无关。".to_owned(),
        format!("数据站在 {on} 这一天看，是此前三个完整年度的。"),
        format!(
            "共 {} 家企业，种子 {}：相同的种子、家数和日期生成相同的表。",
            demo.enterprises, demo.seed
        ),
        "空格表示没有填报，测算时是待补数据，不是零；清单里写“无”表示确实没有。".to_owned(),
        format!(
            "重新生成：yuanshu demo --out FILE.xlsx --seed {} --enterprises {} --on {on}",
            demo.seed, demo.enterprises
        ),
    ]
}

fn write(sheets: &[Sheet], notes: &[String], out: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(&sheet.name)?;
        fill(worksheet, sheet)?;
    }
    let worksheet = workbook.add_worksheet();
    worksheet.set_name("说明")?;
    worksheet.set_column_width(0, 100)?;
    for (row, note) in (0..).zip(notes) {
        worksheet.write_string(row, 0, note)?;
    }
    workbook.save(out)
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let styles = Styles::default();
    for column in (0..).take(sheet.header.len()) {
        worksheet.set_column_width(column, if column < 2 { 24 } else { 14 })?;
    }
    worksheet.write_string_with_format(0, 0, &sheet.title, &bold)?;
    let units = units(sheet);
    let in_row = units.iter().filter(|unit| !unit.is_empty()).count() >= ROW_OF_UNITS;
    for ((column, name), unit) in (0..).zip(&sheet.header).zip(&units) {
        if in_row || unit.is_empty() {
            worksheet.write_string_with_format(1, column, *name, &bold)?;
        } else {
            worksheet.write_string_with_format(1, column, format!("{name}（{unit}）"), &bold)?;
        }
    }
    for (column, unit) in (0..).zip(&units).filter(|_| in_row) {
        worksheet.write_string(2, column, *unit)?;
    }
    let first = if in_row { 3 } else { 2 };
    worksheet.set_freeze_panes(first, 2)?;
    for (row, cells) in (first..).zip(sheet.rows()) {
        for (column, cell) in (0..).zip(&cells) {
            styles.put(worksheet, (row, column), cell)?;
        }
    }
    Ok(())
}

/// The unit of each column; empty where it has none.
fn units(sheet: &Sheet) -> Vec<&'static str> {
    sheet.unit_row.clone().unwrap_or_else(|| vec![""; sheet.header.len()])
}

/// How cells look.
struct Styles {
    day: Format,
    /// By decimals of the figure.
    figures: [Format; 7],
}

impl Default for Styles {
    fn default() -> Self {
        let figure = |decimals: &str| Format::new().set_num_format(format!("#,##0{decimals}"));
        Self {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            figures: ["", ".0", ".00", ".00#", ".00##", ".00###", ".00####"].map(figure),
        }
    }
}

impl Styles {
    fn put(
        &self,
        worksheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => {
                worksheet.write_string(row, column, text)?;
            }
            Cell::Flag(yes) => {
                worksheet.write_string(row, column, if *yes { "是" } else { "否" })?;
            }
            Cell::Date(day) => {
                let year = u16::try_from(day.year()).unwrap_or_default();
                let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
                let day = ExcelDateTime::from_ymd(year, month, date)?;
                worksheet.write_datetime_with_format(row, column, &day, &self.day)?;
            }
            Cell::Number { scaled, decimals } => {
                let figure = rule::number::Number::from_scaled(*scaled, *decimals).to_f64();
                match self.figures.get(usize::from(*decimals)) {
                    Some(style) => {
                        worksheet.write_number_with_format(row, column, figure, style)?
                    }
                    None => worksheet.write_number(row, column, figure)?,
                };
            }
        }
        Ok(())
    }
}
