//! `yuanshu fill`: lists and forms filled in from the register.

use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;

use super::register::{At, content};
use super::{Console, Done, Stop};
use crate::content::Content;
use crate::fill::{Asked, Beside, By, Clerk, Form, List, Missing, Tables, by_department};
use crate::say::Tongue;
use crate::write::patch::Unpatched;

/// 补列与回填：给名单补上要的指标，或把上级的空表填好，逐格注明来源
#[derive(Debug, Args)]
pub(super) struct Fill {
    #[command(flatten)]
    at: At,
    /// 名单：.xlsx、.xls、.csv，或写 - 从标准输入粘贴，一行一个名称或代码；空表：.xlsx、.xlsm
    #[arg(value_name = "FILE|-")]
    file: PathBuf,
    /// 给名单补这些列，例如 营业收入@2025 营业收入（亿元）@2024 职工总数 资质称号；不写就是回填空表
    #[arg(long, num_args = 1.., value_name = "指标[@年度]")]
    columns: Vec<String>,
    /// 名单在哪张工作表；缺省为第一张
    #[arg(long, value_name = "表名", requires = "columns")]
    sheet: Option<String>,
    /// 空表没写年度时填哪一年；缺省为上一个完整年度
    #[arg(long, value_name = "年度", conflicts_with = "columns")]
    year: Option<i16>,
    /// 空表没写企业时填哪家，写名称或代码；一家一行的表可以写几家
    #[arg(long, num_args = 1.., value_name = "名称|代码", conflicts_with = "columns")]
    firm: Vec<String>,
    /// 声明替代口径：销售收入=营业收入 表示销售收入没有时用营业收入代替，填的格标黄
    #[arg(long, num_args = 1.., value_name = "A=B")]
    assume: Vec<String>,
    /// 按哪一天的情况；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
    /// 填好的工作簿写到哪里
    #[arg(long, value_name = "OUT.xlsx")]
    out: PathBuf,
}

impl Fill {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        fits(&self.file, &self.out, "--out")?;
        super::output::spare(std::slice::from_ref(&self.file), ("--out", &self.out))?;
        let register = self.at.to_write(console)?;
        let content = content(&register, console)?;
        let assume = self
            .assume
            .iter()
            .map(|text| super::given::assumption(text, &content.shelf.schema))
            .collect::<Result<Vec<_>, Stop>>()?;
        let on = self.on.unwrap_or(today);
        let clerk = Clerk::open(&register, &content, on)?.assuming(assume);
        super::tell::strange(clerk.strange(), console.err)?;
        let tables = Tables::of(&content.shelf);
        if self.columns.is_empty() {
            return self.form(&clerk, &tables, console);
        }
        self.list((&clerk, &tables, &content), console)
    }

    fn list(
        &self,
        (clerk, tables, content): (&Clerk<'_>, &Tables, &Content),
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        let asked = self.columns.iter().map(|text| {
            Asked::parse(text, (&content.shelf, tables), clerk.on())
                .map_err(|why| Stop::Usage(why.to_string()))
        });
        let asked = asked.collect::<Result<Vec<Asked>, Stop>>()?;
        let list = if self.file == Path::new("-") {
            let mut text = String::new();
            let bound = u64::try_from(PASTED).unwrap_or(u64::MAX);
            console.input.take(bound).read_to_string(&mut text)?;
            List::paste(&text, tables)
        } else {
            List::read(&self.file, self.sheet.as_deref(), tables)
                .map_err(|why| self.unread(&why))?
        };
        for told in &list.told {
            writeln!(console.err, "{told}")?;
        }
        let listed = list.fill(clerk, &asked)?;
        if listed.lines == 0 {
            return Err(Stop::Nothing("名单里没有企业，没有填".to_owned()));
        }
        clerk.takes_out(&self.name(), listed.lines, &self.columns)?;
        self.write(|to| listed.write(to))?;
        for sentence in listed.sentences(clerk.on()) {
            writeln!(console.out, "{sentence}")?;
        }
        self.missing(&listed.missing, console)
    }

    fn form(
        &self,
        clerk: &Clerk<'_>,
        tables: &Tables,
        console: &mut Console<'_>,
    ) -> Result<Done, Stop> {
        if self.file == Path::new("-") {
            return Err(Stop::Usage("粘贴的名单要用 --columns 写明补哪些列".to_owned()));
        }
        let ends = |wanted: &&str| {
            self.file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
        };
        if ["xls", "csv", "txt", "tsv"].iter().any(ends) {
            return Err(Stop::Usage(format!(
                "{} 是空表的话，要在原表上填、保留格式，只能是 .xlsx 或 .xlsm：请用表格软件另存为 .xlsx；是名单的话，用 --columns 写明补哪些列",
                self.file.display()
            )));
        }
        let form = Form::read(&self.file, clerk, tables).map_err(|why| self.unread(why.zh()))?;
        let beside = Beside { year: self.year, firms: self.firm.clone(), given: By::Options };
        let filled = form.fill(clerk, &beside)?;
        for told in &filled.told {
            writeln!(console.err, "{told}")?;
        }
        if filled.firms == 0 {
            return Err(Stop::Nothing("没有可填的企业，没有写；请看上面的原因".to_owned()));
        }
        clerk.takes_out(&self.name(), filled.firms, &[])?;
        self.write(|to| filled.write(to))?;
        writeln!(console.out, "{}", filled.counts(clerk.on()))?;
        self.missing(&filled.missing, console)
    }

    /// What the file is called.
    fn name(&self) -> String {
        self.out.file_name().unwrap_or(self.out.as_os_str()).to_string_lossy().into_owned()
    }

    /// Says who should have what is missing.
    fn missing(&self, missing: &[Missing], console: &mut Console<'_>) -> Result<Done, Stop> {
        if !missing.is_empty() {
            writeln!(console.out, "待补，按数源部门：")?;
            for sentence in by_department(missing, Tongue::Chinese) {
                writeln!(console.out, "  {sentence}")?;
            }
        }
        writeln!(console.err, "写在 {}", self.out.display())?;
        Ok(Done::Clean)
    }

    fn write(
        &self,
        write: impl FnOnce(BufWriter<File>) -> Result<(), Unpatched>,
    ) -> Result<(), Stop> {
        let mut strange = None;
        let written = super::output::whole(&self.out, |part| {
            let to = BufWriter::new(File::create(part)?);
            write(to).map_err(|why| match why.disk() {
                Ok(error) => error,
                Err(why) => {
                    strange = Some(why);
                    std::io::ErrorKind::Other.into()
                }
            })
        });
        match strange {
            Some(why) => Err(Stop::Nothing(format!("{} 写不出来：{why}", self.out.display()))),
            None => written,
        }
    }

    fn unread(&self, why: &str) -> Stop {
        Stop::Nothing(format!("{}：{why}", self.file.display()))
    }
}

/// A copy keeps the kind of its workbook: one with macros opens under no other name.
pub(super) fn fits(file: &Path, out: &Path, option: &str) -> Result<(), Stop> {
    let ends = |path: &Path, wanted: &str| {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted))
    };
    let wanted = if ends(file, "xlsm") { "xlsm" } else { "xlsx" };
    if ends(out, wanted) {
        return Ok(());
    }
    let why = if wanted == "xlsm" { "（原表带宏）" } else { "" };
    Err(Stop::Usage(format!("{option} {} 要以 .{wanted} 结尾{why}", out.display())))
}

/// The most bytes of a pasted list.
const PASTED: usize = 16 << 20;
