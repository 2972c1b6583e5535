//! Sheets that wait to be brought in: whose they are, how many, and what becomes of their files.

use std::net::SocketAddr;

use axum::http::{Method, StatusCode};
use base::Uscc;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use zone::people::{Role, Scope};

use super::days::served;
use super::kit::{Answer, PASSWORD, Zone, percent};

fn sheet() -> String {
    let code = Uscc::synthetic(1);
    format!("统一社会信用代码,企业名称,2025年营业收入(万元)\n{code},甲公司,12\n")
}

/// How many uploads lie on the disk.
fn lying(zone: &Zone) -> usize {
    std::fs::read_dir(zone.app.drafts().folder()).unwrap().count()
}

async fn throw(zone: &Zone, who: &str, id: &Json) -> Answer {
    let path = format!("/api/drafts/{id}");
    zone.send(zone.request(Some(who), (Method::DELETE, &path), None)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_eight_drafts_sends_no_more_and_others_do() {
    let mut zone = Zone::staffed();
    zone.hire("other", &[Role::Clerk], Scope::Zone);
    let mut sent = Vec::new();
    for _ in 0..8 {
        let answer = zone.upload("clerk", ("a.csv", "demo/tax"), &sheet()).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{:?}", answer.code());
        sent.push(answer.json()["id"].clone());
    }
    let ninth = zone.upload("clerk", ("a.csv", "demo/tax"), &sheet()).await;
    assert_eq!(ninth.status, StatusCode::CONFLICT);
    assert_eq!(ninth.code().as_deref(), Some("too-many-drafts"));
    let listed = zone.get("clerk", "/api/drafts").await.json();
    assert_eq!((&listed["total"], &listed["most"]), (&json!(8), &json!(8)));
    // What was not taken does not stay.
    assert_eq!(lying(&zone), 8);
    let others = zone.upload("other", ("a.csv", "demo/tax"), &sheet()).await;
    assert_eq!(others.status, StatusCode::ACCEPTED);
    assert_eq!(throw(&zone, "other", &sent[7]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(throw(&zone, "clerk", &sent[7]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(throw(&zone, "clerk", &sent[7]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(lying(&zone), 8);
    let again = zone.upload("clerk", ("a.csv", "demo/tax"), &sheet()).await;
    assert_eq!(again.status, StatusCode::ACCEPTED);
    // No number is given twice: what is still read for the old one is not shown for another.
    assert!(!sent.contains(&again.json()["id"]), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_with_a_long_name_is_taken_and_called_by_it() {
    let zone = Zone::staffed();
    // 63 characters of three bytes each, and the ending.
    let name =
        format!("{}.csv", "企业经营情况统计调查表第".chars().cycle().take(63).collect::<String>());
    zone.bring("clerk", (&percent(&name), "demo/tax"), &sheet()).await;
    let imports = zone.get("clerk", "/api/imports").await.json();
    assert_eq!(imports["items"][0]["name"], json!(name));
    let file = zone.get("clerk", "/api/enterprises/0").await.json();
    let facts = file["facts"].as_array().unwrap();
    let revenue = facts.iter().find(|one| one["fact"] == "operating_revenue").unwrap();
    let source = revenue["figures"][0]["held"][0]["source"].as_u64().unwrap();
    let source = file["sources"][usize::try_from(source).unwrap()].to_string();
    assert!(source.contains(&format!("\"{name}")), "{source}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_looked_at_as_it_is_filled_in() {
    let zone = Zone::staffed();
    zone.bring("clerk", ("a.csv", "demo/tax"), &sheet()).await;
    let code = Uscc::synthetic(1).to_string();
    // Names before codes, and a heading; a line alone with several names.
    let lists = [
        (
            format!("企业名称,统一社会信用代码\n甲公司,{code}\n乙公司,\n"),
            [format!("{code} 甲公司"), "乙公司".to_owned()],
        ),
        ("甲公司、乙公司".to_owned(), ["甲公司".to_owned(), "乙公司".to_owned()]),
    ];
    for (text, lines) in lists {
        let asked = json!({ "text": text, "columns": [] });
        let seen = zone.post("clerk", "/api/matches", &asked).await.json();
        let items = seen["items"].as_array().unwrap();
        let said: Vec<&str> = items.iter().map(|item| item["line"].as_str().unwrap()).collect();
        assert_eq!(said, lines);
        assert_eq!(seen["counts"], json!([1, 0, 0, 1]), "{seen}");
        let filled = zone.post("clerk", "/api/fills/list", &asked).await;
        assert_eq!(filled.status, StatusCode::CREATED, "{:?}", filled.code());
        let told = filled.json()["told"][0].clone();
        assert_eq!(told, "名单 2 行：匹配 1，请核对 0，待确认 0，未找到 1");
    }
    let many = json!({ "text": vec!["甲公司"; 5001].join("、"), "columns": [] });
    for path in ["/api/matches", "/api/fills/list"] {
        let refused = zone.post("clerk", path, &many).await;
        assert_eq!(
            (refused.status, refused.json()["path"].clone()),
            (StatusCode::UNPROCESSABLE_ENTITY, json!("/text"))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_brought_in_is_refused_before_it_is_sent() {
    let mut zone = Zone::staffed();
    zone.hire("east", &[Role::Clerk], Scope::Park("东区".to_owned()));
    let narrow = zone.upload("east", ("a.csv", "demo/tax"), &sheet()).await;
    assert_eq!(
        (narrow.status, narrow.code().as_deref()),
        (StatusCode::FORBIDDEN, Some("narrow-scope"))
    );
    let detail = narrow.json()["detail"].clone();
    assert_eq!(detail, "导入要有全园区范围的岗位，您现在的岗位不是");
    let nowhere = zone.upload("clerk", ("a.csv", "demo/nowhere"), &sheet()).await;
    assert_eq!(
        (nowhere.status, nowhere.json()["path"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("feed"))
    );
    // Who says beforehand that it is too much need not send it.
    let mut request =
        zone.request(Some("clerk"), (Method::POST, "/api/drafts?name=a.csv&feed=demo/tax"), None);
    let length = axum::http::HeaderValue::from_static("2147483648");
    request.headers_mut().insert(axum::http::header::CONTENT_LENGTH, length);
    let large = zone.send(request).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(large.json()["detail"], "发来的内容太大，没有接收；最多 512 MB");
    assert_eq!(lying(&zone), 0);
    let sent = zone.upload("clerk", ("a.csv", "demo/tax"), &sheet()).await;
    let path = format!("/api/drafts/{}/plan", sent.json()["id"]);
    let plan = json!({ "feed": "demo/nowhere" });
    let refused = zone.send(zone.request(Some("clerk"), (Method::PUT, &path), Some(&plan))).await;
    assert_eq!(
        (refused.status, refused.json()["path"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("/feed"))
    );
}

/// The head of a request of a clerk who signed in over the network.
async fn head(address: SocketAddr) -> String {
    let body = json!({ "login": "clerk", "password": PASSWORD }).to_string();
    let mut client = TcpStream::connect(address).await.unwrap();
    let ask = format!(
        "POST /api/session HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    client.write_all(ask.as_bytes()).await.unwrap();
    let told = rest(&mut client).await;
    let cookie = told.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let (cookie, _) = cookie.split_once(';').unwrap();
    let (_, session) = told.split_once("\r\n\r\n").unwrap();
    let session: Json = serde_json::from_str(session).unwrap();
    let csrf = session["csrf"].as_str().unwrap();
    format!(
        "POST /api/drafts?name=a.csv&feed=demo/tax HTTP/1.1\r\nhost: {address}\r\n\
         connection: close\r\ncookie: {cookie}\r\nx-csrf-token: {csrf}\r\n"
    )
}

async fn rest(client: &mut TcpStream) -> String {
    let mut rest = String::new();
    client.read_to_string(&mut rest).await.unwrap();
    rest
}

/// The drafts of the clerk once so much is here of the last.
async fn once(zone: &Zone, bytes: usize) -> Json {
    loop {
        let drafts = zone.get("clerk", "/api/drafts").await.json();
        if drafts["items"][0]["bytes"] == json!(bytes) {
            return drafts["items"][0].clone();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_takes_its_time_tells_how_far_it_is() {
    let zone = Zone::staffed();
    let (address, _end) = served(zone.router.clone()).await;
    let head = head(address).await;
    let (sheet, half) = (sheet().into_bytes(), 30);
    let mut client = TcpStream::connect(address).await.unwrap();
    let length = format!("{head}content-length: {}\r\n\r\n", sheet.len());
    client.write_all(&[length.as_bytes(), &sheet[..half]].concat()).await.unwrap();
    let arriving = once(&zone, half).await;
    let id = arriving["id"].clone();
    let wanted = json!({
        "id": id, "name": "a.csv", "bytes": half, "of": sheet.len(), "state": "arriving",
        "progress": null, "failed": null, "looked": null,
    });
    assert_eq!(arriving, wanted);
    // Until all of it is here nothing is done with it.
    let path = format!("/api/drafts/{id}");
    let accepted = zone.post("clerk", &format!("{path}/accept"), &json!({})).await;
    let plan =
        zone.request(Some("clerk"), (Method::PUT, &format!("{path}/plan")), Some(&json!({})));
    for refused in [accepted, zone.send(plan).await, throw(&zone, "clerk", &id).await] {
        assert_eq!(refused.code().as_deref(), Some("draft-not-ready"));
    }
    client.write_all(&sheet[half..]).await.unwrap();
    let answer = rest(&mut client).await;
    assert!(answer.starts_with("HTTP/1.1 202 Accepted\r\n"), "{answer}");
    let looked = zone.looked("clerk", &id).await;
    let told = ["state", "bytes", "of"].map(|part| looked[part].clone());
    assert_eq!(told, [json!("looked"), json!(sheet.len()), json!(null)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_of_no_said_length_that_breaks_off_leaves_nothing() {
    let zone = Zone::staffed();
    let (address, _end) = served(zone.router.clone()).await;
    let head = head(address).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    let part = format!("{head}transfer-encoding: chunked\r\n\r\n4\r\nname\r\n");
    client.write_all(part.as_bytes()).await.unwrap();
    let arriving = once(&zone, 4).await;
    assert_eq!((&arriving["state"], &arriving["of"]), (&json!("arriving"), &json!(null)));
    assert_eq!(lying(&zone), 1);
    drop(client);
    while zone.get("clerk", "/api/drafts").await.json()["total"] != 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(lying(&zone), 0);
}
