//! Signing in at a provider of OpenID Connect, npm's `oidc-provider`, as a browser does.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use axum::http::{Method, StatusCode, header};
use yuanshu::register::{Serving, SignOn};
use zone::people::{Role, Scope};

use super::kit::{Answer, TODAY, Zone};

/// Where people type that they want to be; nothing listens there.
const ADDRESS: &str = "http://127.0.0.1:8642";
/// What the provider was told by whoever set it up.
const SECRET: &str = "tai bai shan & 7\n";

/// A provider of the test's own, gone after it.
struct Provider {
    program: Child,
    issuer: String,
}

impl Provider {
    /// None where `./test` has not fetched what the pages are built with, of which it has said so.
    fn new() -> Option<Self> {
        let packages = std::env::var("YUANSHU_TEST_NODE_MODULES").ok()?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/oidc.mjs");
        let mut program = Command::new("node")
            .arg(script)
            .args([packages.as_str(), &format!("{ADDRESS}/api/oidc/return")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut port = String::new();
        BufReader::new(program.stdout.as_mut().unwrap()).read_line(&mut port).unwrap();
        Some(Self { program, issuer: format!("http://127.0.0.1:{}", port.trim()) })
    }

    fn end(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // One that has ended already is as one wants it.
        drop(self.program.kill());
        drop(self.program.wait());
    }
}

/// A zone whose people may sign in at a provider, at the moment that the provider's clock tells.
fn zone(issuer: &str) -> Zone {
    let secret = std::env::temp_dir().join(format!("yuanshu-oidc-{}", std::process::id()));
    std::fs::write(&secret, SECRET).unwrap();
    let oidc = SignOn {
        issuer: issuer.to_owned(),
        client: "yuanshu".to_owned(),
        secret_file: Some(secret.clone()),
        ..SignOn::default()
    };
    let address = Some(ADDRESS.to_owned());
    let zone =
        Zone::with(Serving { address, rate: Some(0), oidc: Some(oidc), ..Serving::default() });
    std::fs::remove_file(secret).unwrap();
    let answer = ureq::get(format!("{issuer}/as/nobody")).call().unwrap();
    let date = answer.headers()["date"].to_str().unwrap().replace("GMT", "+0000");
    let date = jiff::fmt::rfc2822::parse(&date).unwrap().timestamp();
    let today = TODAY.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    zone.wait(date.as_second() - today.as_second());
    zone
}

/// What a browser keeps of a site.
type Cookies = BTreeMap<String, String>;

fn keep(cookies: &mut Cookies, set: &str) {
    let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
    cookies.insert(name.to_owned(), value.to_owned());
}

fn carried(cookies: &Cookies) -> String {
    let pairs: Vec<String> =
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("; ")
}

/// Follows where a browser is sent until it is sent back to us; whoever is named signs in there.
fn through(issuer: &str, from: &str, person: &str) -> String {
    let config = ureq::Agent::config_builder().max_redirects(0).proxy(None);
    let agent = ureq::Agent::new_with_config(config.http_status_as_error(false).build());
    agent.get(format!("{issuer}/as/{person}")).call().unwrap();
    let (mut place, mut cookies) = (from.to_owned(), Cookies::new());
    for _ in 0..10 {
        let answer = agent.get(&place).header("cookie", carried(&cookies)).call().unwrap();
        for set in answer.headers().get_all("set-cookie") {
            keep(&mut cookies, set.to_str().unwrap());
        }
        let to = answer.headers()["location"].to_str().unwrap();
        if let Some(back) = to.strip_prefix(ADDRESS) {
            return back.to_owned();
        }
        place = if to.starts_with('/') { format!("{issuer}{to}") } else { to.to_owned() };
    }
    panic!("nobody is sent back from {place}");
}

async fn visit(zone: &Zone, path: &str, cookies: &mut Cookies) -> Answer {
    let mut request = zone.request(None, (Method::GET, path), None);
    request.headers_mut().insert(header::COOKIE, carried(cookies).parse().unwrap());
    let answer = zone.send(request).await;
    for set in answer.headers.get_all(header::SET_COOKIE) {
        keep(cookies, set.to_str().unwrap());
    }
    answer
}

/// Where somebody is sent.
async fn sent(zone: &Zone, path: &str, cookies: &mut Cookies) -> String {
    let answer = visit(zone, path, cookies).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{:?}", answer.code());
    answer.headers[header::LOCATION].to_str().unwrap().to_owned()
}

/// Signs somebody in at the provider; returns where that ends here, and what their browser has.
async fn sign_in(zone: &Zone, issuer: &str, person: &str) -> (String, Cookies) {
    let mut cookies = Cookies::new();
    let out = sent(zone, "/api/oidc/start", &mut cookies).await;
    let back = tokio::task::block_in_place(|| through(issuer, &out, person));
    (sent(zone, &back, &mut cookies).await, cookies)
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_the_provider_names_is_signed_in_where_we_know_them() {
    let Some(provider) = Provider::new() else { return };
    let mut zone = zone(&provider.issuer);
    zone.hire("clerk", &[Role::Clerk], Scope::Zone);
    let (place, mut cookies) = sign_in(&zone, &provider.issuer, "clerk").await;
    assert_eq!(place, "/");
    let session = visit(&zone, "/api/session", &mut cookies).await;
    assert_eq!(session.status, StatusCode::OK, "{:?}", session.code());
    assert_eq!(session.json()["user"]["login"], "clerk");
    let (place, mut cookies) = sign_in(&zone, &provider.issuer, "stranger").await;
    assert_eq!(place, "/login?problem=oidc-unknown");
    let session = visit(&zone, "/api/session", &mut cookies).await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_back_is_gone_once_and_by_who_set_out() {
    let Some(mut provider) = Provider::new() else { return };
    let mut zone = zone(&provider.issuer);
    zone.hire("clerk", &[Role::Clerk], Scope::Zone);
    let mut cookies = Cookies::new();
    let out = sent(&zone, "/api/oidc/start", &mut cookies).await;
    let back = tokio::task::block_in_place(|| through(&provider.issuer, &out, "clerk"));
    // Another browser that is sent there, with no ticket or one of its own.
    let mut other = Cookies::new();
    assert_eq!(sent(&zone, &back, &mut other).await, "/login?problem=oidc-state");
    sent(&zone, "/api/oidc/start", &mut other).await;
    assert_eq!(sent(&zone, &back, &mut other).await, "/login?problem=oidc-state");
    let ticket = cookies.clone();
    assert_eq!(sent(&zone, &back, &mut cookies).await, "/");
    assert_eq!(sent(&zone, &back, &mut ticket.clone()).await, "/login?problem=oidc-failed");
    let refused = back.split("code=").next().unwrap();
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let refused = format!("{refused}error=access_denied&state={state}");
    assert_eq!(sent(&zone, &refused, &mut ticket.clone()).await, "/login?problem=oidc-declined");
    // What the provider said of itself is kept, but nobody answers any more.
    provider.end();
    let mut late = Cookies::new();
    let out = sent(&zone, "/api/oidc/start", &mut late).await;
    let state = out.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let back = format!("/api/oidc/return?code=x&state={state}");
    assert_eq!(sent(&zone, &back, &mut late).await, "/login?problem=oidc-failed");
}

#[tokio::test]
async fn where_no_provider_is_set_nobody_is_sent_to_one() {
    let zone = Zone::empty();
    let place = sent(&zone, "/api/oidc/start", &mut Cookies::new()).await;
    assert_eq!(place, "/login?problem=oidc-none");
    let first = zone.send(zone.request(None, (Method::GET, "/api/first"), None)).await;
    assert_eq!(first.json()["oidc"], false);
}
