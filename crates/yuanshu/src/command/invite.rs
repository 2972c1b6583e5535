//! `yuanshu invite`: a way in for who has none, given by whoever works on the machine itself.

use base::Day;
use clap::Args;
use store::{Hash, Moment};
use zone::people::KeepAccounts;

use super::register::At;
use super::{Console, Done, Stop};
use crate::serve::{INVITED, secret};

/// 重发邀请：管理员都登录不了时，在本机给一个人新的链接；原来的口令作废，日志里记着是谁发的
#[derive(Debug, Args)]
pub(super) struct Invite {
    #[command(flatten)]
    at: At,
    /// 给谁：登录名
    #[arg(value_name = "登录名")]
    login: String,
}

impl Invite {
    pub(super) fn run(&self, today: Day, console: &mut Console<'_>) -> Result<Done, Stop> {
        let register = self.at.to_write(console)?;
        let officer = register.store.gate().officer(&self.login)?.ok_or_else(|| {
            Stop::Nothing(format!("没有人的登录名是“{}”；请核对登录名", self.login.trim()))
        })?;
        let secret = secret()?;
        let until = Moment::new(console.clock.tell().timestamp() + INVITED);
        let link = (Hash::of(secret.as_bytes()), until);
        let permit = register.may::<KeepAccounts>()?;
        let seq = register.store.invite(&permit, (officer, today), link)?;
        writeln!(
            console.err,
            "{officer} 原来的口令和登录已作废（日志第 {seq} 笔）。启动服务后，请把链接交给本人，{} 前有效，只能用一次：",
            until.china()
        )?;
        let address = register.settings.server.address.clone().unwrap_or_default();
        writeln!(console.out, "{address}/welcome#{secret}")?;
        Ok(Done::Clean)
    }
}
