//! Verdicts that were handed out: which there are, and what each says, worked out again.

use std::io::{self, Write};

use base::Day;
use clap::Args;
use store::{Last, Replayed, Verdict, VerdictId};
use zone::people::ReadRegister;
use zone::policy::Question;

use super::lists::{called, days};
use super::register::At;
use super::{Console, Done, Stop, matching, summary, tell, why};
use crate::say;

/// 列出出具过的判定，后来的在前：编号、日期、哪几项政策、哪些企业、按哪一天、数据到哪一笔
#[derive(Debug, Args)]
pub(super) struct Verdicts {
    #[command(flatten)]
    at: At,
}

impl Verdicts {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let permit = register.may::<ReadRegister>()?;
        let (registry, _) = register.registry(None)?;
        let mut last = Last { before: None, most: 500 };
        let mut total = 0;
        loop {
            let page = register.store.verdicts(&permit, None, last)?;
            total = total.max(page.total);
            let days = days(&register, page.items.iter().map(|one| one.seq))?;
            for Verdict { id, seq, asked, .. } in &page.items {
                let firms = match &asked.subjects {
                    None => "全部企业".to_owned(),
                    Some(some) => {
                        let names = some.iter().map(|one| called(&registry, (*one, today)));
                        say::few(&names.collect::<Vec<_>>(), 3)
                    }
                };
                let (day, policies) = (days(*seq), asked.policies.join("、"));
                writeln!(
                    console.out,
                    "{}\t{day}\t{policies}\t{firms}\t按 {}\t数据到日志第 {} 笔",
                    id.0, asked.view.on, asked.view.known
                )?;
            }
            let Some(end) = page.items.last() else { break };
            last.before = Some(end.id.0);
        }
        if total == 0 {
            writeln!(console.err, "还没有出具过判定")?;
        } else {
            tell::mark(register.settings.mark.as_deref(), console.out)?;
            writeln!(console.err, "出具过判定 {total} 次。看各次的结论：yuanshu replay 编号")?;
        }
        Ok(Done::Clean)
    }
}

/// 重算一次出具过的判定：用当时的政策包和当时已掌握的数据
#[derive(Debug, Args)]
pub(super) struct Replay {
    #[command(flatten)]
    at: At,
    /// 判定的编号
    #[arg(value_name = "编号")]
    verdict: u32,
}

impl Replay {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let id = self.verdict;
        let mut printed = Ok(());
        let replayed = register.replay(VerdictId(id), |question, rows| {
            printed = print(question, rows, console.out);
        })?;
        printed?;
        match replayed {
            Replayed::Same => {
                writeln!(console.err, "第 {id} 号判定重算结果一字不差")?;
                Ok(Done::Clean)
            }
            Replayed::Differs { was, is } => {
                writeln!(
                    console.err,
                    "第 {id} 号判定重算结果不同，以上是重算的：出具时 {was}，重算 {is}"
                )?;
                Ok(Done::Faulty)
            }
        }
    }
}

/// What a verdict says: of named enterprises every reason, of all how many get which answer.
fn print(question: &Question<'_>, rows: Option<&[usize]>, out: &mut dyn Write) -> io::Result<()> {
    let Some(rows) = rows else { return summary::print(question, &matching::sum(question)?, out) };
    for row in rows {
        for asked in &question.asked {
            why::print((question, asked), *row, out)?;
        }
    }
    Ok(())
}
