//! `yuanshu schema`: the JSON Schema of the pack format, and the document of the API.

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
    /// 服务的接口（OpenAPI 3.1）
    Api,
}

impl Schema {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        let schema = match self.of {
            Format::Pack => pack::schema(),
            Format::Api => serde_json::to_value(crate::http::document())
                .map_err(|error| Stop::Nothing(format!("接口文档写不出来：{error}")))?,
        };
        writeln!(console.out, "{schema:#}")?;
        Ok(Done::Clean)
    }
}
