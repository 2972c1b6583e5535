//! `yuanshu check`: every fault of packs, each at its place.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Console, Done, Stop};
use crate::content::{Content, NoFolder};

/// 检查政策包：一行一个错误 `file:line:col: code: message`，怎么改写在标准错误
#[derive(Debug, Args)]
pub(super) struct Check {
    /// 政策包的文件夹，可以写几个
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl Check {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let content = Content::read(&self.folders)?;
        if content.faults.is_empty() {
            count(&content, console.err)?;
            return Ok(Done::Clean);
        }
        content.list(console.out)?;
        console.out.flush()?;
        content.draw(console.err, console.palette)?;
        if content.shelf.schema.is_empty() {
            writeln!(
                console.err,
                "这些文件夹里一项事实也没有定义：用到别的包的事实，就与那个包一起检查，\
                 例如 yuanshu check packs/national packs/demo"
            )?;
        }
        writeln!(
            console.err,
            "{count} 处错误，改好后再检查一次 · {count} faults",
            count = content.faults.len()
        )?;
        Ok(Done::Faulty)
    }
}

impl From<NoFolder> for Stop {
    fn from(why: NoFolder) -> Self {
        Self::Usage(why.to_string())
    }
}

fn count(content: &Content, err: &mut dyn Write) -> std::io::Result<()> {
    let shelf = &content.shelf;
    let (policies, facts) = (shelf.policies.len(), shelf.schema.len());
    let cases: usize = shelf.policies.iter().map(|policy| policy.cases.len()).sum();
    let clauses: usize = shelf.policies.iter().map(|policy| policy.clauses.len()).sum();
    writeln!(
        err,
        "没有错误：{policies} 个政策版本，{facts} 项事实，{cases} 个算例，{clauses} 条条款 · \
         no fault in {policies} editions of policies, {facts} facts, {cases} cases, {clauses} clauses"
    )
}
