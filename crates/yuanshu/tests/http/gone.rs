//! A PostgreSQL that is restarted under load: nothing that was acknowledged is lost.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{Method, StatusCode, header};
use serde_json::{Value as Json, json};
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::{TODAY, Zone};

/// A PostgreSQL of the test's own, gone after it.
struct Server {
    folder: PathBuf,
    programs: PathBuf,
    /// The words before a command that is not to be root's.
    before: Vec<String>,
}

impl Server {
    /// Made and started; none where `./test` found no PostgreSQL, of which it has said so.
    fn new() -> Option<Self> {
        let said = |name: &str| std::env::var(format!("YUANSHU_TEST_POSTGRES_{name}")).ok();
        let programs = PathBuf::from(said("BIN").filter(|path| !path.is_empty())?);
        let before = said("AS").unwrap_or_default();
        let before = before.split_whitespace().map(str::to_owned).collect();
        let folder = std::env::temp_dir().join(format!("yuanshu-gone-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        open_to_all(&folder);
        let server = Self { folder, programs, before };
        let locale = ["--encoding=UTF8", "--locale=C", "--auth=trust", "--username=yuanshu"];
        server.run("initdb", &[&locale[..], &["--no-sync"]].concat());
        server.start();
        Some(server)
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let program = self.programs.join(program);
        let mut words = self.before.iter().map(String::as_str).map(std::ffi::OsStr::new);
        let mut command = match words.next() {
            Some(first) => {
                let mut command = Command::new(first);
                command.args(words).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(&self.folder).arg("--pgdata").arg(self.folder.join("data"));
        let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.unwrap().success(), "{command:?}");
    }

    fn start(&self) {
        let socket = self.folder.display();
        let options = format!("-c listen_addresses= -c unix_socket_directories={socket}");
        let log = self.folder.join("data/server.log");
        let log = log.to_str().unwrap();
        self.run("pg_ctl", &["--wait", "--log", log, "--options", &options, "start"]);
    }

    fn stop(&self) {
        self.run("pg_ctl", &["--wait", "--mode=immediate", "stop"]);
    }

    fn url(&self) -> String {
        format!("postgres://yuanshu@/postgres?host={}", self.folder.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.folder.join("data/postmaster.pid").exists() {
            self.stop();
        }
        // What is left in a temporary folder harms nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// Lets the database's owner make its files in a folder.
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
}

/// Gives tasks one after another until it is told to stop; returns which were acknowledged.
async fn give(zone: &Zone, name: usize, enough: &AtomicBool) -> BTreeSet<String> {
    let mut acknowledged = BTreeSet::new();
    for number in 0.. {
        if enough.load(Ordering::Relaxed) {
            break;
        }
        let reason = format!("第{name}人第{number}件");
        let task = json!({ "enterprise": 0, "reason": reason, "department": "科技局" });
        let answer = zone.post("clerk", "/api/tasks", &task).await;
        match answer.status {
            StatusCode::CREATED => assert!(acknowledged.insert(reason)),
            StatusCode::SERVICE_UNAVAILABLE => {
                assert_eq!(answer.code().as_deref(), Some("store-gone"));
                let hint = answer.json()["hint"].clone();
                assert_eq!(hint, "请稍等再试；几分钟还不行，请告诉系统管理员");
                assert_eq!(answer.headers[header::RETRY_AFTER], "5");
            }
            status => panic!("{status}: {:?}", answer.code()),
        }
    }
    acknowledged
}

/// The reasons of all tasks that there are.
async fn given(zone: &Zone) -> BTreeSet<String> {
    let (mut reasons, mut path) = (BTreeSet::new(), "/api/tasks?limit=500".to_owned());
    loop {
        let page = zone.get("clerk", &path).await.json();
        let items: &Vec<Json> = page["items"].as_array().unwrap();
        reasons.extend(items.iter().map(|task| task["reason"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return reasons };
        path = format!("/api/tasks?limit=500&after={next}");
    }
}

#[test]
fn a_postgresql_that_is_restarted_under_load_loses_nothing_that_was_acknowledged() {
    let Some(server) = Server::new() else { return };
    let serving = Serving { rate: Some(0), ..Serving::default() };
    let mut zone = Zone::on(serving, Some(server.url()));
    zone.hire("clerk", &[Role::Clerk], Scope::Zone);
    zone.administrators();
    let zone = Arc::new(zone);
    // The client of PostgreSQL has a runtime of its own, so it begins and ends outside of ours.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(restarted(&server, zone.clone()));
    drop(runtime);
}

async fn restarted(server: &Server, zone: Arc<Zone>) {
    let code = base::Uscc::synthetic(1);
    let sheet = format!("统一社会信用代码,企业名称,2025年营业收入(万元)\n{code},甲公司,12\n");
    zone.bring("clerk", ("qiye.csv", "demo/tax"), &sheet).await;
    // The same sheet once more: the list of drafts asks the server whether it was brought in.
    let sent = zone.upload("clerk", ("qiye.csv", "demo/tax"), &sheet).await.json();
    zone.looked("clerk", &sent["id"]).await;
    let drafts = zone.get("clerk", "/api/drafts").await;
    assert_eq!(drafts.status, StatusCode::OK, "{:?}", drafts.code());
    assert_eq!(drafts.json()["items"][0]["looked"]["before"], 1);
    // What was known on a day is asked of the database, from every page.
    for page in ["enterprises?", "headline?facts=operating_revenue&", "enterprises/0?"] {
        let answer = zone.get("clerk", &format!("/api/{page}known={TODAY}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {:?}", answer.code());
    }
    let enough = Arc::new(AtomicBool::new(false));
    let givers: Vec<_> = (1..=4)
        .map(|name| {
            let (zone, enough) = (zone.clone(), enough.clone());
            tokio::spawn(async move { give(&zone, name, &enough).await })
        })
        .collect();
    for _ in 0..2 {
        until(&zone, StatusCode::OK).await;
        tokio::task::block_in_place(|| server.stop());
        until(&zone, StatusCode::SERVICE_UNAVAILABLE).await;
        // While it is away, what is in memory is still told.
        let list = zone.get("clerk", "/api/enterprises").await;
        assert_eq!(list.status, StatusCode::OK, "{:?}", list.code());
        tokio::task::block_in_place(|| server.start());
    }
    until(&zone, StatusCode::OK).await;
    enough.store(true, Ordering::Relaxed);
    let mut acknowledged = BTreeSet::new();
    for giver in givers {
        acknowledged.append(&mut giver.await.unwrap());
    }
    let kept = given(&zone).await;
    let lost: Vec<&String> = acknowledged.difference(&kept).collect();
    assert!(lost.is_empty() && !acknowledged.is_empty(), "{lost:?} of {}", acknowledged.len());
    let verified = zone.post("auditor", "/api/journal/verify", &json!({})).await.json();
    assert_eq!(verified["broken"], json!([]), "{verified}");
}

/// Waits until the server says of itself that it can answer, or that it cannot.
async fn until(zone: &Zone, status: StatusCode) {
    loop {
        let ready = zone.send(zone.request(None, (Method::GET, "/readyz"), None)).await;
        if ready.status == status {
            return;
        }
        tokio::task::yield_now().await;
    }
}
