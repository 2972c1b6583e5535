//! What people change of who an enterprise is: its name, its code, coming and going.

use axum::extract::State;
use base::Day;
use schemars::JsonSchema;
use serde::Deserialize;
use zone::people::{ChangeEnterprise, ReadRegister};

use super::amend::{Written, written};
use super::file::Opened;
use super::reply::Made;
use super::seen::Seen;
use super::{May, Named, Refusal, Sent};
use crate::alter::{Altered, What};
use crate::serve::{App, latest};

/// A change of who an enterprise is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAlteration {
    /// 变更什么
    what: What,
    /// 新的名称，或新的统一社会信用代码；迁入、迁出不写
    value: Option<String>,
    /// 从哪一天起，缺省今天；代码没有起始日，不写
    on: Option<Day>,
    /// 为什么，依据什么文书
    reason: String,
}

/// 变更登记：企业名称、统一社会信用代码、迁入、迁出；原来的仍在历史里
pub(super) async fn alter(
    State(app): State<App>,
    may: May<ChangeEnterprise>,
    (Named(id), seen): (Named<u32>, Seen),
    Sent(sent): Sent<NewAlteration>,
) -> Result<Made<Written>, Refusal> {
    app.change(may.signed.clone(), move |app| {
        let _turn = app.turn_to_change();
        let read = may.signed.operator.may::<ReadRegister>()?;
        let opened = Opened::of(app, &read, (id, latest(app.today())))?;
        seen.still(|| Ok(Some(opened.tag()?)))?;
        let altered = Altered::read(sent.what, sent.value.as_deref(), sent.on)?;
        let on = sent.on.unwrap_or_else(|| app.today());
        let (permit, known, alteration) = app.living(latest(app.today()), |living| {
            let snapshot = &living.snapshot;
            let permit = snapshot.narrowed(&may.permit, opened.subject)?;
            let of = (opened.subject, snapshot.registry());
            let alteration = altered.of(of, on, &sent.reason)?;
            Ok::<_, Refusal>((permit, snapshot.seq(), alteration))
        })??;
        Ok(written(app, app.store().alter(&permit, known, alteration)?, false))
    })
    .await
}
