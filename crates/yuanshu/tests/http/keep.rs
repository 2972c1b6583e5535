//! What leaves the house whole, and what it rests on: who may, and what the journal says of it.

use std::io::Write;

use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderValue, Method, StatusCode};
use serde_json::{Value as Json, json};
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::{Zone, packs};

/// The last line of the journal: its act, and what it was about.
async fn last(zone: &Zone) -> (Json, Json) {
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    let line = &journal["items"][0];
    let detail = match &line["detail"] {
        Json::String(text) => serde_json::from_str(text).unwrap(),
        other => other.clone(),
    };
    (line["act"].clone(), detail)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_taken_out_by_who_may_see_it_and_the_journal_says_so() {
    let mut zone = Zone::staffed();
    let before = zone.app.store().head().unwrap();
    let keeper = zone.post("keeper", "/api/export.xlsx", &json!({})).await;
    assert_eq!(keeper.code().as_deref(), Some("no-role"));
    zone.hire("east", &[Role::Steward], Scope::Park("东区".to_owned()));
    let east = zone.post("east", "/api/export.xlsx", &json!({})).await;
    assert_eq!(east.code().as_deref(), Some("other-park"));
    let hired = zone.app.store().head().unwrap();
    let steward = zone.post("steward", "/api/export.xlsx", &json!({})).await;
    assert_eq!((steward.status, &steward.body[..2]), (StatusCode::OK, b"PK".as_slice()));
    assert_eq!(zone.app.store().head().unwrap().seq.0, hired.seq.0 + 1);
    assert!(hired.seq > before.seq);
    assert_eq!(last(&zone).await, (json!("export-register"), json!({ "export": "register" })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_stays_on_the_server_and_the_journal_says_that_it_was_made() {
    let zone = Zone::staffed();
    let copied = zone.post("keeper", "/api/backups", &json!({})).await;
    assert_eq!(copied.status, StatusCode::CREATED, "{:?}", copied.code());
    let told = copied.json();
    let lines = zone.app.store().head().unwrap().seq.0;
    let hash = zone.app.store().head().unwrap().hash.to_string();
    let expected = json!({
        "name": "2026-11-21T00-00-00-000Z.db", "lines": lines, "hash": hash, "broken": [],
    });
    assert_eq!(told, expected);
    assert_eq!(last(&zone).await, (json!("keep-store"), json!({ "backup": told["name"] })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_packs_are_noted_and_faulty_ones_leave_everything_as_it_was() {
    let folder = std::env::temp_dir().join(format!("yuanshu-packs-{}", std::process::id()));
    let shelf = folder.join("extra/source");
    std::fs::create_dir_all(&shelf).unwrap();
    let source = |id: &str| {
        format!(
            "id = \"extra/{id}\"\ntitle = \"试行办法\"\nissuer = [\"示范高新区管委会\"]\n\
             from = 2026-01-01\ncopy = \"为试验而编写，没有原件。\"\nstatus = \"demo\"\n"
        )
    };
    std::fs::write(shelf.join("one.toml"), source("one")).unwrap();
    let mut folders = packs();
    folders.push(folder.join("extra"));
    let mut zone = Zone::reading(Serving { rate: Some(0), ..Serving::default() }, None, folders);
    zone.administrators();
    let hash = |zone: &Zone| zone.app.content().hash.to_string();
    let was = hash(&zone);
    let head = zone.app.store().head().unwrap();
    let same = zone.post("keeper", "/api/packs/reload", &json!({})).await;
    assert_eq!((same.status, zone.app.store().head().unwrap()), (StatusCode::OK, head));
    let mut file = std::fs::File::create(shelf.join("two.toml")).unwrap();
    file.write_all(b"id = ").unwrap();
    let faulty = zone.post("keeper", "/api/packs/reload", &json!({})).await;
    assert_eq!(faulty.code().as_deref(), Some("faulty-packs"));
    let reload = (Method::POST, "/api/packs/reload");
    for (language, said) in [
        ("zh-CN", "等号后面没有写值"),
        ("en", "string values must be quoted, expected literal string"),
    ] {
        let mut asked = zone.request(Some("keeper"), reload.clone(), Some(&json!({})));
        asked.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        let told = zone.send(asked).await.json()["detail"].as_str().unwrap().to_owned();
        assert!(told.ends_with(&format!("extra/source/two.toml:1:6: toml: {said}")), "{told}");
    }
    assert_eq!((hash(&zone), zone.app.store().head().unwrap()), (was.clone(), head));
    std::fs::write(shelf.join("two.toml"), source("two")).unwrap();
    let taken = zone.post("keeper", "/api/packs/reload", &json!({})).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.json());
    assert_ne!(hash(&zone), was);
    let line = (json!("keep-content"), json!({ "was": was, "is": hash(&zone) }));
    assert_eq!(last(&zone).await, line);
    std::fs::remove_dir_all(folder).unwrap();
}
