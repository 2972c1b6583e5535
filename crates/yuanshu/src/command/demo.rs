//! `yuanshu demo`: an invented zone, as one workbook, as the workbooks of its offices, or as a
//! register that they were imported into.

mod book;
mod register;
mod staff;

use std::path::{Path, PathBuf};

use base::Day;
use clap::Args;

use super::{Console, Done, Stop, unwritten};
use crate::register::INVENTED;

/// Enterprises in one workbook where nobody says how many.
const SOME: u32 = 300;
/// The most enterprises, so that every list of theirs fits a sheet.
const MOST: u32 = 100_000;
/// Market entities of a register where nobody says how many.
const WHOLE: u32 = 14_000;

/// 生成一个虚构的示例园区（示例数据）：一个工作簿，或者一个登记库
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// 写到哪个 .xlsx 文件；写文件夹，则写出各部门历年报来的全部工作簿
    #[arg(long, value_name = "FILE.xlsx|DIR", required_unless_present = "data")]
    out: Option<PathBuf>,
    /// 在这个文件夹里建一个登记库，把各部门历年的工作簿逐个导入；工作簿留在其中的“示例数据”里
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    data: Option<PathBuf>,
    /// 登记库用的政策包；缺省为当前文件夹或程序旁边的 packs/national 和 packs/demo
    #[arg(long, num_args = 1.., value_name = "DIR", requires = "data")]
    packs: Vec<PathBuf>,
    /// 种子：相同的种子生成相同的园区
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 多少家：一个工作簿缺省 300 家企业，登记库缺省 14000 家市场主体
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    enterprises: Option<u32>,
    /// 站在哪一天看：数据是这一天之前三个完整年度的；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
}

impl Demo {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let on = self.on.unwrap_or(today);
        match (&self.data, &self.out) {
            (Some(data), _) => register::make(self, data, (on, today), console)?,
            (None, Some(out)) if is_workbook(out) => {
                super::output::absent(("--out", out))?;
                self.workbook(out, on, console)?;
            }
            (None, Some(out)) if out.extension().is_some() && !out.is_dir() => {
                let out = out.display();
                return Err(Stop::Usage(format!("--out {out} 要以 .xlsx 结尾，或者是文件夹")));
            }
            (None, Some(out)) => register::books(&self.register(on), out, console)?,
            (None, None) => return Err(Stop::Usage("要写 --data 或 --out".to_owned())),
        }
        Ok(Done::Clean)
    }

    /// The folders of the packs: where none are named, those that are handed out with the program.
    fn packs(&self) -> Result<Vec<PathBuf>, Stop> {
        if !self.packs.is_empty() {
            return Ok(self.packs.clone());
        }
        let mut homes = vec![PathBuf::new()];
        if let Ok(program) = std::env::current_exe()
            && let Some(beside) = program.parent()
        {
            homes.extend([beside.to_owned(), beside.join("../share/yuanshu")]);
        }
        handed_out(&homes).ok_or_else(|| {
            Stop::Usage(
                "当前文件夹和程序旁边都没有政策包 packs/national 和 packs/demo；请用 --packs 写明它们在哪里，例如：yuanshu demo --data 库 --packs 安装处/packs/national 安装处/packs/demo"
                    .to_owned(),
            )
        })
    }

    /// The zone behind a register.
    fn register(&self, on: Day) -> demo::Register {
        demo::Register::new(self.enterprises.unwrap_or(WHOLE), self.seed, on)
    }

    fn workbook(&self, out: &Path, on: Day, console: &mut Console<'_>) -> Result<(), Stop> {
        let enterprises = self.enterprises.unwrap_or(SOME);
        if enterprises > MOST {
            return Err(Stop::Usage(format!("一个工作簿最多 {MOST} 家；更多的用 --data 建登记库")));
        }
        let zone = demo::zone(demo::Shape { enterprises }, self.seed, on);
        book::write(&zone.sheets(), &self.notes(enterprises, on), out)
            .map_err(|error| unwritten(out, &error))?;
        let name = out.display();
        writeln!(console.err, "写好了示例园区（示例数据）：{enterprises} 家企业，{name}")?;
        Ok(())
    }

    fn notes(&self, enterprises: u32, on: Day) -> [String; 5] {
        let seed = self.seed;
        [
            INVENTED.to_owned(),
            format!("数据站在 {on} 这一天看，是此前三个完整年度的。"),
            format!("共 {enterprises} 家企业，种子 {seed}：相同的种子、家数和日期生成相同的表。"),
            "空格表示没有填报，测算时是待补数据，不是零；清单里写“无”表示确实没有。".to_owned(),
            format!(
                "重新生成：yuanshu demo --out FILE.xlsx --seed {seed} --enterprises {enterprises} --on {on}"
            ),
        ]
    }
}

/// The packs of the first of these folders that has all of them.
fn handed_out(homes: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let packs = |home: &PathBuf| ["packs/national", "packs/demo"].map(|packs| home.join(packs));
    let mut homes = homes.iter().map(packs);
    homes.find(|packs| packs.iter().all(|packs| packs.is_dir())).map(Vec::from)
}

fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn packs_are_those_of_the_first_folder_that_has_all() {
        let own = format!("yuanshu-handed-out-{}", std::process::id());
        let home = std::env::temp_dir().join(own);
        let [here, beside] = ["here", "beside"].map(|name| home.join(name));
        fs::create_dir_all(here.join("packs/national")).unwrap();
        let homes = [here, beside.clone()];
        assert_eq!(handed_out(&homes), None);
        let packs = ["packs/national", "packs/demo"].map(|packs| beside.join(packs));
        for packs in &packs {
            fs::create_dir_all(packs).unwrap();
        }
        assert_eq!(handed_out(&homes), Some(packs.to_vec()));
        fs::remove_dir_all(&home).unwrap();
    }
}
