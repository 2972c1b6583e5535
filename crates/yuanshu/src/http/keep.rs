//! Keeping the machine: copies of the whole register, and all of it as a workbook.

use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use zone::fact::Use;
use zone::people::{ExportRegister, KeepStore};

use super::reply::Made;
use super::{May, Refusal, download, token};
use crate::register::Settings;
use crate::serve::App;
use crate::write::whole::{self, words::About};

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
    let permit = may.permit;
    let now = app.now().to_string().replace([':', '.'], "-");
    let (name, by) = (format!("{now}.db"), permit.clone());
    let said = name.clone();
    // Who may what can change while a long copy is made: it is only asked before it begins.
    app.change(may.signed, move |app| Ok(app.store().copied(&by, &said)?)).await?;
    app.aside(move |app| {
        let folder = app.register().folder.join("backups");
        std::fs::create_dir_all(&folder).map_err(store::Error::from)?;
        let verified = app.store().backup(&permit, &folder.join(&name))?;
        let broken = verified.faults.iter().map(store::Broken::zh).collect();
        let (lines, hash) = (verified.lines, verified.head.hash.to_string());
        Ok(Made(Copied { name, lines, hash, broken }))
    })
    .await
}

/// 导出全部内容，一表一张工作表；导出前先记日志
pub(super) async fn export(
    State(app): State<App>,
    may: May<ExportRegister>,
) -> Result<download::File, Refusal> {
    // Who may what can change while everything is written: it is only asked before it begins.
    app.change(may.signed, |_| Ok(())).await?;
    let permit = may.permit;
    app.aside(move |app| {
        let path = app.results().folder().join(format!("{}.xlsx", token()?));
        let content = app.content();
        let Settings { zone, mark, .. } = app.settings();
        let about = About { zone, mark: mark.as_deref(), today: app.today() };
        let shelf = &content.content.shelf;
        let wanted = whole::For { shelf, purpose: Use::Export, about };
        whole::workbook((app.store(), wanted), &permit, &path)?;
        download::File::take(
            &path,
            &format!("{}-全部内容-{}.xlsx", app.settings().zone, app.today()),
        )
    })
    .await
}
