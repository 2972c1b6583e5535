//! A stream of what changes ends with the session that opened it.

use axum::body::BodyDataStream;
use axum::http::{Method, StatusCode, header};
use serde_json::json;
use tokio_stream::StreamExt;
use zone::people::{Role, Scope};

use super::kit::Zone;

/// A stream that somebody has open, after its first words: what is known.
async fn stream(zone: &Zone, who: &str) -> BodyDataStream {
    let request = zone.request(Some(who), (Method::GET, "/api/events"), None);
    let answer = tower::ServiceExt::oneshot(zone.router.clone(), request).await.unwrap();
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = answer.into_body().into_data_stream();
    let first = told(&mut stream).await.unwrap();
    assert!(first.starts_with("event: known\ndata: {\"known\":"), "{first}");
    stream
}

/// Whether everything is to be asked anew.
fn all(told: Option<String>) -> bool {
    told.is_some_and(|told| told.starts_with("event: all\ndata: {\"known\":"))
}

/// What is told next; none where the stream has ended.
async fn told(stream: &mut BodyDataStream) -> Option<String> {
    let told = stream.next().await?.unwrap();
    Some(String::from_utf8(told.to_vec()).unwrap())
}

#[tokio::test]
async fn a_stream_tells_what_changes_and_ends_when_its_session_does() {
    let mut zone = Zone::staffed();
    zone.hire("other", &[Role::Reader], Scope::Zone);
    let (mut one, mut other) = (stream(&zone, "reader").await, stream(&zone, "other").await);
    zone.app.refresh().unwrap();
    assert!(all(told(&mut one).await));
    assert!(all(told(&mut other).await));
    let out = zone.request(Some("reader"), (Method::DELETE, "/api/session"), None);
    assert_eq!(zone.send(out).await.status, StatusCode::NO_CONTENT);
    zone.app.refresh().unwrap();
    assert_eq!(told(&mut one).await, None);
    assert!(all(told(&mut other).await));
}

#[tokio::test]
async fn a_stream_ends_when_its_session_was_idle_for_too_long() {
    let zone = Zone::staffed();
    let mut open = stream(&zone, "reader").await;
    zone.wait(30 * 60);
    zone.app.refresh().unwrap();
    assert_eq!(told(&mut open).await, None);
}

#[tokio::test]
async fn a_stream_ends_when_who_opened_it_is_relieved() {
    let zone = Zone::staffed();
    let mut open = stream(&zone, "reader").await;
    let posts = zone.get("security", "/api/posts").await.json();
    let post = posts["items"].as_array().unwrap().iter().find(|one| one["title"] == "reader");
    let (post, officer) = (&post.unwrap()["id"], &post.unwrap()["terms"][0]["officer"]);
    let relief = json!({ "officer": officer });
    let relieved = zone.post("security", &format!("/api/posts/{post}/relief"), &relief).await;
    assert_eq!(relieved.status, StatusCode::OK, "{:?}", relieved.code());
    zone.app.refresh().unwrap();
    assert_eq!(told(&mut open).await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_tells_the_numbers_of_those_who_are_reached_alone() {
    let mut zone = Zone::staffed();
    let [one, other] = [1, 2].map(base::Uscc::synthetic);
    let sheet =
        format!("统一社会信用代码,企业名称,所属园区\n{one},甲公司,东区\n{other},乙公司,西区\n");
    zone.bring("clerk", ("a.csv", "demo/tax"), &sheet).await;
    zone.hire("east", &[Role::Reader], Scope::Park("东区".to_owned()));
    let (mut all, mut east) = (stream(&zone, "reader").await, stream(&zone, "east").await);
    let known = |told: Option<String>| {
        let told = told.unwrap();
        let body = told.strip_prefix("event: changed\ndata: ").unwrap().trim();
        serde_json::from_str::<serde_json::Value>(body).unwrap()["enterprises"].clone()
    };
    for (number, seen) in [(0, json!([0])), (1, json!([]))] {
        let path = format!("/api/enterprises/{number}/corrections");
        let correction = json!({
            "fact": "operating_revenue", "year": 2025, "value": "600 万元", "feed": "demo/tax", "reason": "笔误",
        });
        let written = zone.post("clerk", &path, &correction).await;
        assert_eq!(written.status, StatusCode::CREATED, "{:?}", written.code());
        assert_eq!(known(told(&mut all).await), json!([number]));
        assert_eq!(known(told(&mut east).await), seen);
    }
}

#[tokio::test]
async fn a_ninth_stream_of_one_session_is_refused_until_one_of_them_is_closed() {
    let mut zone = Zone::staffed();
    zone.hire("other", &[Role::Reader], Scope::Zone);
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(stream(&zone, "reader").await);
    }
    let refused = zone.get("reader", "/api/events").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.code().as_deref(), Some("too-many-streams"));
    drop(stream(&zone, "other").await);
    open.pop();
    drop(stream(&zone, "reader").await);
}

#[tokio::test]
async fn streams_end_when_the_server_is_told_to() {
    let zone = Zone::staffed();
    let mut open = stream(&zone, "reader").await;
    zone.app.streams().end();
    assert_eq!(told(&mut open).await, None);
    let mut late = stream(&zone, "reader").await;
    assert_eq!(told(&mut late).await, None);
}
