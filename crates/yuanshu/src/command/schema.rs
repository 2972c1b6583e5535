//! `yuanshu schema`: the JSON Schema of the pack format.

use clap::{Args, ValueEnum};

use super::{Console, Done, Stop};

/// 打印格式的 JSON Schema，供编辑器提示和核对
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// 哪一种格式
    #[arg(value_enum)]
    of: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// 政策包里的 TOML 文件
    Pack,
}

impl Schema {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let schema = match self.of {
            Format::Pack => pack::schema(),
        };
        writeln!(console.out, "{schema:#}")?;
        Ok(Done::Clean)
    }
}
