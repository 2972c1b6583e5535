//! The reader's language: which one is asked for, and that everything is said in it.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::kit::{Zone, percent};

/// What somebody who is not signed in is told by a browser that asks for languages.
async fn told(zone: &Zone, languages: &str) -> Json {
    let mut request = zone.request(None, (Method::GET, "/api/session"), None);
    let languages = HeaderValue::from_str(languages).unwrap();
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, languages);
    zone.send(request).await.json()["detail"].clone()
}

#[tokio::test]
async fn the_language_that_is_wanted_most_is_spoken() {
    let zone = Zone::empty();
    let (english, chinese) = (json!("not signed in"), json!("没有登录，或登录已过期"));
    for asked in ["en", "EN-gb", "en-US,en;q=0.9", "zh;q=0.5, en;q=0.9", "fr, en;q=0.8", "en,zh"] {
        assert_eq!(told(&zone, asked).await, english, "{asked}");
    }
    let chinese_asked =
        ["", "zh-CN,zh;q=0.9,en;q=0.8", "fr", "*", "en;q=0", "en;q=0.5,zh", "zh,en", "en;q=x"];
    for asked in chinese_asked {
        assert_eq!(told(&zone, asked).await, chinese, "{asked}");
    }
}

#[tokio::test]
async fn the_examples_of_the_document_are_answered() {
    let zone = Zone::staffed();
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let parameters = &document["paths"]["/api/enterprises"]["get"]["parameters"];
    let mut tried = 0;
    for parameter in parameters.as_array().unwrap() {
        let name = parameter["name"].as_str().unwrap();
        let said = parameter["description"].as_str().unwrap();
        let example = said.split('`').nth(1).unwrap_or_default();
        if !["where", "answer", "columns", "sort"].contains(&name) {
            continue;
        }
        let path = format!("/api/enterprises?{name}={}", percent(example));
        let answer = zone.get("clerk", &path).await;
        let body = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, StatusCode::OK, "{name}={example}: {body}");
        tried += 1;
    }
    assert_eq!(tried, 4);
}
