//! The second factor of one's own account: a secret, its first code, and taking it away.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::session::{current, failed, locked, spent};
use super::{Code, Refusal, Sent, Who};
use crate::serve::{App, factor, password};

/// A second factor to be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "NewFactor")]
pub(super) struct New {
    /// The secret, for typing into a program.
    secret: String,
    /// The same as a link that such programs read.
    uri: String,
}

/// The code that shows that a second factor works.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FactorCode")]
pub(super) struct First {
    /// 上一步给的密钥
    secret: String,
    /// 动态口令
    code: String,
}

/// 第二因素：给一个密钥
pub(super) async fn new(State(app): State<App>, who: Who) -> Result<Json<New>, Refusal> {
    app.aside(move |app| {
        let session = current(&who)?;
        let (_, login) = app.store().gate().person(session.officer)?.unwrap_or_default();
        let secret = factor::secret().map_err(|_| Refusal::broken())?;
        let uri = factor::uri(&secret, &app.settings().zone, &login);
        Ok(Json(New { secret, uri }))
    })
    .await
}

/// 第二因素：填一次动态口令，从此登录都要
pub(super) async fn set(
    State(app): State<App>,
    who: Who,
    Sent(sent): Sent<First>,
) -> Result<NoContent, Refusal> {
    app.change(who.0.clone(), move |app| {
        current(&who)?;
        let secret = factor::parse(&sent.secret)
            .ok_or_else(|| Refusal::unfit("/secret", ["密钥不对", "the secret is wrong"]))?;
        let step = factor::step(&secret, sent.code.trim(), app.now()).ok_or_else(|| {
            Refusal::unfit(
                "/code",
                [
                    "动态口令不对；请核对手机的时间",
                    "the code is wrong: look at the clock of the phone",
                ],
            )
        })?;
        app.store().gate().set_factor(&who.0.operator, (secret, step))?;
        Ok(NoContent)
    })
    .await
}

/// What shows that it is their own account.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// 密码
    password: String,
    /// 动态口令；没有用过的
    code: String,
}

/// 取消第二因素：要填密码和动态口令；错了与登录时一样计数、锁定
pub(super) async fn end(
    State(app): State<App>,
    who: Who,
    Sent(proof): Sent<Proof>,
) -> Result<NoContent, Refusal> {
    let _turn = app.turn().await?;
    app.change(who.0.clone(), move |app| {
        let (session, now) = (current(&who)?, app.now());
        let account = app.store().gate().account_of(session.officer)?;
        let known = account.and_then(|account| Some((account.factor.clone()?, account)));
        let (secret, account) = known.ok_or_else(|| {
            Refusal::conflict(Code::NoFactor, ["没有设第二因素", "there is no second factor"])
        })?;
        if let Some(until) = account.locked_until.filter(|until| *until > now) {
            return Err(locked(until, now));
        }
        let step = factor::step(&secret, proof.code.trim(), now);
        let step = step.filter(|_| password::verify(&proof.password, &account.password));
        let Some(step) = step else { return Err(failed(app, account.officer)?) };
        app.store().gate().end_factor(&who.0.operator, step).map_err(spent)?;
        Ok(NoContent)
    })
    .await
}
