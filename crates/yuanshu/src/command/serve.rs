//! `yuanshu serve`: the register for browsers and programs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use tokio::net::TcpListener;

use super::{Console, Done, Stop};
use crate::http;
use crate::register::Register;
use crate::serve::log::{Form, subscriber};
use crate::serve::{self, App};

/// 启动服务：在浏览器里办公，供别的程序调用
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// 登记库的文件夹
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// 在哪个地址和端口上服务；缺省只有本机能访问
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8642", value_parser = place)]
    listen: SocketAddr,
    /// 在哪个地址和端口上给监控程序看运行指标（/metrics）；不写就不给看。里面没有人和企业
    #[arg(long, value_name = "地址:端口", value_parser = place)]
    metrics: Option<SocketAddr>,
    /// 日志写成给人看的，还是一行一个 JSON；都写到标准错误
    #[arg(long, value_enum, default_value_t, value_name = "样式")]
    log: Form,
}

impl Serve {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        // A program that is called more than once in a process keeps its first.
        let _first =
            tracing::subscriber::set_global_default(subscriber(self.log, std::io::stderr)).is_ok();
        let register = Register::open(&self.data, None, console.clock.clone())?;
        super::register::mark(&register, console)?;
        // Where another server runs on it, this one begins when that one has ended.
        register.store.take_turn()?;
        super::register::on_time_logged(&register, console)?;
        writeln!(console.err, "正在读取政策包和登记库，十万家企业约需几秒……")?;
        let zone = register.settings.zone.clone();
        let app = App::open(register, console.clock.clone())
            .map_err(|why| Stop::Nothing(format!("没有启动：{why}")))?;
        // The client of PostgreSQL has a runtime of its own, so ours begins after it.
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = bind(self.listen, "--listen 127.0.0.1:8643").await?;
            if let Some(address) = self.metrics {
                let listener = bind(address, "--metrics 127.0.0.1:9643").await?;
                writeln!(console.err, "运行指标：http://{}/metrics", listener.local_addr()?)?;
                let watched = http::watched(app.clone());
                tokio::spawn(serve::serve(listener, watched, std::future::pending()));
            }
            let address = typed(listener.local_addr()?);
            let ended = ended(app.clone());
            writeln!(console.err, "“{zone}”已启动：http://{address}/　停止请按 Ctrl+C")?;
            let named = app.settings().server.address.clone();
            founding(&app, &named.unwrap_or_else(|| format!("http://{address}")), console)?;
            serve::tend(&app);
            serve::serve(listener, http::router(app.clone()), ended).await;
            writeln!(console.err, "已停止")?;
            Ok(Done::Clean)
        })
    }
}

/// What is typed for an address on this machine: who listens at all of them is at none by that name.
fn typed(listening: SocketAddr) -> SocketAddr {
    let own: IpAddr = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(own, listening.port())
}

/// Says the links of the first start that were not used.
fn founding(app: &App, address: &str, console: &mut Console<'_>) -> std::io::Result<()> {
    let links = app.founding();
    if links.is_empty() {
        return Ok(());
    }
    writeln!(
        console.err,
        "三员还没有到齐。下面一个链接设立一名管理员，只能用一次；请分别交给不同的人，由本人打开："
    )?;
    for (role, text) in links {
        writeln!(console.err, "  {}　{address}/first#{text}", role.zh())?;
    }
    Ok(())
}

/// An address with its port.
fn place(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "要写成 地址:端口，地址是数字的，例如 127.0.0.1:8642、0.0.0.0:8642、[::1]:8642".to_owned()
    })
}

async fn bind(address: SocketAddr, other: &str) -> Result<TcpListener, Stop> {
    TcpListener::bind(address).await.map_err(|error| {
        Stop::Nothing(format!(
            "{address} 用不了：{}；请换一个端口：{other}",
            crate::say::disk(&error)
        ))
    })
}

/// Waits for the end; reads the packs again whenever that is signalled. Signals are taken from the
/// call on: one that came before would end the program where it stands.
fn ended(app: App) -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::terminate()), signal(SignalKind::hangup()))
    };
    async move {
        #[cfg(unix)]
        if let (Ok(mut end), Ok(mut reload)) = signals {
            loop {
                tokio::select! {
                    _ = end.recv() => return app.streams().end(),
                    _ = tokio::signal::ctrl_c() => return app.streams().end(),
                    _ = reload.recv() => match app.aside(|app| app.reload(&app.register().may()?)).await {
                        Ok(()) => tracing::info!("the packs were read again"),
                        Err(refusal) => refusal.log("the packs stay"),
                    },
                }
            }
        }
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        app.streams().end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_listens_everywhere_is_found_here() {
        let of = |listening: &str| typed(listening.parse().unwrap()).to_string();
        assert_eq!(of("0.0.0.0:8642"), "127.0.0.1:8642");
        assert_eq!(of("[::]:8642"), "[::1]:8642");
        assert_eq!(of("10.1.2.3:8642"), "10.1.2.3:8642");
    }
}
