//! Somebody who is removed, relieved or moved while they write.

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tokio::sync::oneshot;
use tokio_stream::StreamExt;

use super::kit::{Answer, Zone};

/// Sends a form of which the body is asked for and comes only after `meanwhile` was done.
async fn slowly(
    zone: &Zone,
    (who, path): (&str, &str),
    body: &Json,
    meanwhile: impl Future<Output = Answer>,
) -> Answer {
    let mut request = zone.request(Some(who), (Method::POST, path), Some(body));
    let (asked, is_asked) = oneshot::channel();
    let (bring, brought) = oneshot::channel::<()>();
    let mut ends = Some((asked, brought));
    let stream = tokio_stream::iter([Bytes::from(body.to_string())]).then(move |piece| {
        let (asked, brought) = ends.take().unwrap();
        async move {
            asked.send(()).unwrap();
            brought.await.map(|()| piece).map_err(std::io::Error::other)
        }
    });
    *request.body_mut() = Body::from_stream(stream);
    let between = async {
        is_asked.await.unwrap();
        let done = meanwhile.await;
        assert!(done.status.is_success(), "{:?}", done.code());
        bring.send(()).unwrap();
    };
    tokio::join!(zone.send(request), between).0
}

/// The post that is called so, and who holds it.
async fn post(zone: &Zone, title: &str) -> (u64, u64) {
    let posts = zone.get("security", "/api/posts").await.json();
    let post = posts["items"].as_array().unwrap().iter().find(|one| one["title"] == title);
    let post = post.unwrap();
    (post["id"].as_u64().unwrap(), post["terms"][0]["officer"].as_u64().unwrap())
}

fn refusal(answer: &Answer) -> (u16, String) {
    (answer.status.as_u16(), answer.code().unwrap_or_default())
}

/// What the clerk was writing all the while.
fn form() -> Json {
    json!({ "enterprise": 1, "reason": "核对", "department": "科技局" })
}

#[tokio::test]
async fn who_leaves_in_the_middle_of_a_form_is_told_so_and_nothing_is_written() {
    let zone = Zone::staffed();
    let (_, officer) = post(&zone, "clerk").await;
    let path = format!("/api/officers/{officer}");
    let leave = zone.send(zone.request(Some("keeper"), (Method::DELETE, &path), None));
    let answer = slowly(&zone, ("clerk", "/api/tasks"), &form(), leave).await;
    assert_eq!(refusal(&answer), (401, "signed-out".to_owned()));
    let last = zone.get("auditor", "/api/journal?limit=1").await.json();
    assert_eq!(last["items"][0]["act"], "keep-accounts", "{last}");
}

#[tokio::test]
async fn who_is_relieved_in_the_middle_of_a_form_is_told_so_and_nothing_is_written() {
    let zone = Zone::staffed();
    let (id, officer) = post(&zone, "clerk").await;
    let (path, body) = (format!("/api/posts/{id}/relief"), json!({ "officer": officer }));
    let relief = zone.post("security", &path, &body);
    let answer = slowly(&zone, ("clerk", "/api/tasks"), &form(), relief).await;
    let expected = json!({
        "type": "urn:yuanshu:problem:no-post",
        "title": "没有登录",
        "status": 401,
        "code": "no-post",
        "detail": "您已不在这个岗位上，不能再以它办事",
        "hint": "填写的内容没有丢；请重新登录，或请安全管理员任命",
    });
    assert_eq!((answer.status, answer.json()), (StatusCode::UNAUTHORIZED, expected));
    let last = zone.get("auditor", "/api/journal?limit=1").await.json();
    assert_eq!(last["items"][0]["act"], "grant-posts", "{last}");
}

#[tokio::test]
async fn whose_post_is_changed_in_the_middle_of_a_form_looks_again_first() {
    let zone = Zone::staffed();
    let (id, _) = post(&zone, "clerk").await;
    let path = format!("/api/posts/{id}");
    let body = json!({
        "title": "clerk", "department": "财政局", "roles": ["clerk"], "scope": "zone",
    });
    let change = zone.send(zone.request(Some("security"), (Method::PUT, &path), Some(&body)));
    let answer = slowly(&zone, ("clerk", "/api/tasks"), &form(), change).await;
    assert_eq!(refusal(&answer), (409, "post-changed".to_owned()));
    // Nothing hinders them from then on: the refusal is of the form alone.
    assert_eq!(refusal(&zone.post("clerk", "/api/tasks", &form()).await).0, 404);
}

#[tokio::test]
async fn who_is_still_there_is_not_hindered_by_what_happens_to_others() {
    let zone = Zone::staffed();
    let (id, officer) = post(&zone, "reader").await;
    let (path, body) = (format!("/api/posts/{id}/relief"), json!({ "officer": officer }));
    let relief = zone.post("security", &path, &body);
    let saved = json!({ "name": "光电", "query": "q=光电" });
    let answer = slowly(&zone, ("clerk", "/api/views"), &saved, relief).await;
    assert_eq!(answer.status, StatusCode::CREATED);
}
