//! The journal as an auditor reads it: who may what, found among everything else, taken out.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use zone::people::OfficerId;

use super::kit::{Zone, percent};

async fn sentences(zone: &Zone, query: &str) -> Vec<String> {
    let found = zone.get("auditor", &format!("/api/journal?{query}")).await;
    assert_eq!(found.status, StatusCode::OK, "{query}: {:?}", found.code());
    let items = found.json()["items"].clone();
    items.as_array().unwrap().iter().map(|line| line["sentence"].to_string()).collect()
}

/// Has the clerk hold another post of a park until the end of the year.
async fn appointed(zone: &Zone) {
    let post = json!({
        "title": "东区岗", "department": "经发局", "roles": ["reader"], "scope": { "park": "东区" },
    });
    let made = zone.post("security", "/api/posts", &post).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.code());
    let path = format!("/api/posts/{}/appointments", made.json()["id"]);
    let body = json!({ "officer": 3, "until": "2026-12-31" });
    let appointed = zone.post("security", &path, &body).await;
    assert_eq!(appointed.status, StatusCode::CREATED, "{:?}", appointed.code());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_auditor_reads_who_was_given_which_post() {
    let zone = Zone::staffed();
    appointed(&zone).await;
    let told = sentences(&zone, "limit=2").await;
    let [appointed, made] = &told[..] else { panic!("{told:?}") };
    assert!(
        appointed
            .contains("任命clerk某（U3）到岗位“东区岗”（经发局）P10，2026-11-21 起，到 2026-12-31"),
        "{appointed}"
    );
    assert!(made.contains("设了岗位 P10“东区岗”（经发局）：角色查阅，范围园区“东区”"), "{made}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_are_found_by_who_what_and_when() {
    let zone = Zone::staffed();
    appointed(&zone).await;
    let total = |found: Json| found["total"].as_u64().unwrap();
    for (query, wanted) in [
        ("act=grant-posts&who=U8", 2),
        (&format!("act=grant-posts&who={}", percent("security某")), 2),
        ("act=grant-posts&who=U7", 0),
        ("act=sign-in", 9),
        ("act=sign-in&who=U1", 1),
        ("act=grant-posts&who=U8&from=2026-11-21&until=2026-11-21", 2),
        ("act=grant-posts&who=U8&from=2026-11-22", 0),
        ("act=grant-posts&who=U8&until=2026-11-20", 0),
    ] {
        let found = zone.get("auditor", &format!("/api/journal?{query}")).await;
        assert_eq!(total(found.json()), wanted, "{query}");
    }
    // Pages go on within what is looked for.
    let first = zone.get("auditor", "/api/journal?act=sign-in&limit=8").await.json();
    let next = first["next"].as_str().unwrap();
    let last = zone.get("auditor", &format!("/api/journal?act=sign-in&after={next}")).await.json();
    assert_eq!((last["items"].as_array().unwrap().len(), &last["next"]), (1, &Json::Null));
    let wrong = zone.get("auditor", "/api/journal?act=nothing").await;
    assert_eq!(
        (wrong.status, wrong.json()["path"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("act"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_is_taken_out_as_it_is_listed() {
    let zone = Zone::staffed();
    appointed(&zone).await;
    let answer = zone.get("auditor", "/api/journal.xlsx?act=grant-posts&who=U8").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let rows = super::sheet::rows(&answer, "日志");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[0][..4], ["第几笔", "时间（UTC）", "编号", "事项"]);
    assert_eq!(rows[1][2..4], ["U8", "grant-posts"]);
    assert!(rows[1][4].contains("任命clerk某（U3）"), "{rows:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_journal_is_taken_out_whole_and_each_line_once() {
    // More than are read at a time, so that it takes a second reading, and a third.
    const LINES: usize = 2_001;
    let zone = Zone::staffed();
    let gate = zone.app.store().gate();
    for _ in 0..LINES {
        gate.lock(OfficerId(3), zone.app.now()).unwrap();
    }
    let path = "/api/journal.xlsx?act=lock-out";
    let answer = zone.get("auditor", path).await;
    let rows = super::sheet::rows(&answer, "日志");
    let head = usize::try_from(zone.app.store().head().unwrap().seq.0).unwrap();
    let numbers: Vec<usize> = rows[1..].iter().map(|row| row[0].parse().unwrap()).collect();
    let whole: Vec<usize> = (head + 1 - LINES..=head).rev().collect();
    assert_eq!(numbers, whole);
    let said = super::sheet::rows(&answer, "说明");
    assert!(said.contains(&vec!["笔数".to_owned(), LINES.to_string()]), "{said:?}");
    let refused = zone.get("auditor", &format!("{path}&limit=0")).await;
    assert_eq!(
        (refused.status, refused.json()["path"].clone()),
        (StatusCode::UNPROCESSABLE_ENTITY, json!("limit"))
    );
}
