//! `yuanshu alter`: an enterprise's other name or code, its coming and its going.

use base::Day;
use clap::Args;
use store::Alteration;
use zone::enterprise::{Change, File};
use zone::people::ChangeEnterprise;

use super::register::At;
use super::{Console, Done, Stop};
use crate::alter::{Altered, What};
use crate::fill::Matcher;
use crate::register::{Register, find};

/// 变更登记：企业名称、统一社会信用代码、迁入、迁出（含注销）；原来的仍在历史里
#[derive(Debug, Args)]
pub(super) struct Alter {
    #[command(flatten)]
    at: At,
    /// 企业：统一社会信用代码，或名称
    subject: String,
    /// 变更什么：名称、代码、迁入、迁出
    #[arg(long, value_name = "什么", value_parser = what)]
    what: What,
    /// 新的名称（原名称列为曾用名），或新的统一社会信用代码；迁入、迁出不写
    #[arg(long, value_name = "值")]
    value: Option<String>,
    /// 从哪一天起；缺省为今天。代码不写
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
    /// 为什么，依据什么文书
    #[arg(long, value_name = "原因")]
    reason: String,
}

fn what(text: &str) -> Result<What, String> {
    What::parse(text).ok_or_else(|| "可写：名称、代码、迁入、迁出".to_owned())
}

impl Alter {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let altered = Altered::read(self.what, self.value.as_deref(), self.on)?;
        let register = self.at.to_write(console)?;
        let on = self.on.unwrap_or(today);
        alter((&register, &self.subject), (altered, on, &self.reason), console)
    }
}

/// Changes who an enterprise is from a day on, and tells what it was and what it is.
pub(super) fn alter(
    (register, wanted): (&Register, &str),
    (what, on, reason): (Altered<'_>, Day, &str),
    console: &mut Console<'_>,
) -> Result<Done, Stop> {
    let known = register.store.head()?.seq;
    let subject = find(register, wanted, known)?;
    let (registry, _) = register.registry(Some(known))?;
    let alteration = what.of((subject, &registry), on, reason)?;
    let who = Matcher::new(&registry, on).called(subject);
    let said = told(&alteration, registry.file(subject), on);
    let seq = register.store.alter(&register.may::<ChangeEnterprise>()?, known, alteration)?;
    writeln!(console.err, "{who}{said}（日志第 {seq} 笔）")?;
    Ok(Done::Clean)
}

/// What changes: ` 2026-03-01 起改称乙公司，原名称列为曾用名`.
fn told(alteration: &Alteration, file: Option<&File>, on: Day) -> String {
    match &alteration.change {
        Change::Named { name, .. } => {
            let told = format!(" {on} 起：名称改为 {name}，原名称列为曾用名");
            let later = alteration.names.iter().filter_map(|change| match change {
                Change::Named { since, .. } => *since,
                _ => None,
            });
            let later: Vec<String> = later.map(|day| day.to_string()).collect();
            if later.is_empty() {
                told
            } else {
                format!("{told}；{} 的表里还写着原名称，也改为新名称", later.join("、"))
            }
        }
        Change::Code(code) => {
            let was = file.and_then(File::code);
            let was = was.map_or_else(|| "原来没有".to_owned(), |was| was.to_string());
            format!("：统一社会信用代码 {was} → {code}")
        }
        Change::Arrived { .. } => format!(" {on} 起迁入"),
        Change::Left { .. } => format!(" {on} 起迁出"),
        Change::Made
        | Change::Merged { .. }
        | Change::Unmerged
        | Change::Parted { .. }
        | Change::Unparted { .. } => String::new(),
    }
}
