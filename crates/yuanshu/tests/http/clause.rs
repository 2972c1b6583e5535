//! What an answer points to is there: its words, its figures, and where these come from.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::Value as Json;

use super::register::zone;

fn items(told: &Json) -> &Vec<Json> {
    told.as_array().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_clause_of_an_answer_has_its_words_and_every_figure_its_source() {
    let zone = zone().await;
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let path = format!("/api/enterprises/{}", listed["items"][0]["id"]);
    let file = zone.get("clerk", &path).await.json();
    let answers = zone.get("clerk", &format!("{path}/answers")).await.json();
    let words = zone.get("clerk", "/api/clauses").await.json();
    let ids = |clauses: &Json| -> Vec<String> {
        items(clauses).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    };
    let mut cited = 0;
    for (answer, worded) in items(&answers["items"]).iter().zip(items(&words["items"])) {
        let key = |one: &Json| [one["policy"].clone(), one["edition"].clone()];
        assert_eq!((key(answer), ids(&answer["clauses"])), (key(worded), ids(&worded["clauses"])));
        let is_said = |one: &&Json| one["text"].is_string() || one["summary"].is_string();
        let said = items(&worded["clauses"]).iter().filter(is_said);
        cited +=
            said.filter(|one| one["cite"].as_str().is_some_and(|cite| !cite.is_empty())).count();
    }
    let clauses = items(&answers["items"]).iter().map(|one| items(&one["clauses"]).len());
    assert_eq!(
        (answers["items"].as_array().map(Vec::len), cited),
        (words["items"].as_array().map(Vec::len), clauses.sum())
    );
    // 营业收入 of 2025, by which the demonstration's grant is worked out: the tax office's sheet.
    let grant =
        items(&answers["items"]).iter().find(|one| one["policy"] == "demo/rd-grant").unwrap();
    let place = items(&grant["clauses"][0]["figures"]).iter().map(|at| at.as_u64().unwrap());
    let used = place.map(|at| &grant["figures"][usize::try_from(at).unwrap()]);
    let revenue = used.clone().find(|one| one["fact"] == "operating_revenue").unwrap();
    assert_eq!(
        (&revenue["year"], &revenue["shown"]),
        (&Json::from(2025), &Json::from("2,000.00 万元"))
    );
    let fact = items(&file["facts"]).iter().find(|one| one["fact"] == revenue["fact"]).unwrap();
    let figure = items(&fact["figures"]).iter().find(|one| one["year"] == revenue["year"]).unwrap();
    let source = figure["stands"]["source"].as_u64().unwrap();
    let source = &file["sources"][usize::try_from(source).unwrap()];
    assert_eq!(
        (&fact["name"], &source["feed"], &figure["stands"]["cell"]),
        (&revenue["name"], &Json::from("税务数据交换（示例）"), &Json::from("D2"))
    );
    assert_eq!(used.count(), items(&grant["clauses"][0]["figures"]).len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_words_of_clauses_are_kept_by_who_read_them_until_others_are_in_force() {
    let zone = zone().await;
    let first = zone.get("clerk", "/api/clauses").await;
    let kept = &first.headers[header::CACHE_CONTROL];
    assert_eq!(
        (first.status, kept),
        (StatusCode::OK, &HeaderValue::from_static("private, no-cache"))
    );
    let tag: HeaderValue = first.headers[header::ETAG].clone();
    let again = async |path: &str| {
        let mut request = zone.request(Some("clerk"), (Method::GET, path), None);
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.clone());
        zone.send(request).await
    };
    let held = again("/api/clauses").await;
    assert_eq!((held.status, &held.headers[header::ETAG]), (StatusCode::NOT_MODIFIED, &tag));
    assert!(held.body.is_empty());
    let before = again("/api/clauses?on=2020-01-01").await;
    assert_eq!(before.status, StatusCode::OK);
    assert_ne!(before.body, first.body);
    // Who may not read the register reads none of it by a tag that somebody told.
    let mut stranger = zone.request(None, (Method::GET, "/api/clauses"), None);
    stranger.headers_mut().insert(header::IF_NONE_MATCH, tag.clone());
    assert_eq!(zone.send(stranger).await.status, StatusCode::UNAUTHORIZED);
}
