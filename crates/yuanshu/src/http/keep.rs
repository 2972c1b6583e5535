//! Keeping the machine: copies of the whole register, and all of it as a workbook.

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use zone::people::KeepStore;

use super::reply::Made;
use super::{May, Refusal, download, token};
use crate::serve::App;
use crate::write::whole;

/// A copy that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Copied {
    /// The file's name in the folder `backups` beside the register.
    name: String,
    /// How many lines of the journal are in it.
    lines: u64,
    /// The hash of the last.
    hash: String,
    /// What is wrong with it; empty where all is well.
    broken: Vec<String>,
}

/// 备份：在线做一份，当场核验；留在服务器上
pub(super) async fn backup(
    State(app): State<App>,
    may: May<KeepStore>,
) -> Result<Made<Copied>, Refusal> {
    app.aside(move |app| {
        let folder = app.register().folder.join("backups");
        std::fs::create_dir_all(&folder).map_err(store::Error::from)?;
        let now = app.now().to_string().replace([':', '.'], "-");
        let name = format!("{now}.db");
        let verified = app.store().backup(&may.permit, &folder.join(&name))?;
        let broken = verified.faults.iter().map(store::Broken::zh).collect();
        let (lines, hash) = (verified.lines, verified.head.hash.to_string());
        Ok(Made(Copied { name, lines, hash, broken }))
    })
    .await
}

/// 导出全部内容，一表一张工作表
pub(super) async fn export(
    State(app): State<App>,
    may: May<KeepStore>,
) -> Result<download::File, Refusal> {
    app.aside(move |app| {
        let path = app.results().folder().join(format!("{}.xlsx", token()?));
        whole::workbook(app.store(), &may.permit, &path)?;
        download::File::take(
            &path,
            &format!("{}-全部内容-{}.xlsx", app.settings().zone, app.today()),
        )
    })
    .await
}
