//! `yuanshu template`: workbooks to be filled in, that are read without a remark.

use std::path::PathBuf;

use base::Day;
use clap::Args;

use super::register::{At, content};
use super::{Console, Done, Stop};
use crate::fill::{Tables, Template, template};

/// 填报模板：表头带单位和年度，有下拉，附填写说明和指标字典
#[derive(Debug, Args)]
pub(super) struct Make {
    #[command(flatten)]
    at: At,
    /// 要哪些指标：指标名、数源部门、政策编号或名称、指标文件名（如 finance），可以写几个
    #[arg(long, required = true, num_args = 1.., value_name = "名称")]
    set: Vec<String>,
    /// 年度指标填哪一年；缺省为上一个完整年度
    #[arg(long, value_name = "年度")]
    year: Option<i16>,
    /// 按哪一天适用的政策；缺省为今天
    #[arg(long, value_name = "DAY", value_parser = super::day)]
    on: Option<Day>,
    /// 模板写到哪里
    #[arg(long, value_name = "T.xlsx")]
    out: PathBuf,
}

impl Make {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.open(console)?;
        let content = content(&register, console)?;
        let tables = Tables::of(&content.shelf);
        let when = (self.on.unwrap_or(today), self.year);
        let wanted = Template::of(&self.set, (&content.shelf, &tables), when);
        let wanted = wanted.map_err(Stop::Usage)?;
        super::output::whole(&self.out, |part| {
            template(&wanted, &content.shelf, part).map_err(crate::write::xlsx::io)
        })?;
        let (facts, out) = (wanted.facts.len(), self.out.display());
        writeln!(console.err, "写好了模板：{facts} 项指标，{} 年，{out}", wanted.year)?;
        Ok(Done::Clean)
    }
}
