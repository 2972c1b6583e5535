//! What waits for the second person: whose figure is to become what.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::kit::Zone;
use super::register::zone;

/// Corrects figures of 甲光电有限公司; returns its number, its code and the lines.
async fn corrected(zone: &Zone) -> (Json, Json, Vec<Json>) {
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let (id, code) = (listed["items"][0]["id"].clone(), listed["items"][0]["code"].clone());
    let mut lines = Vec::new();
    for (fact, value) in [("operating_revenue", "2100.5 万元"), ("taxable_income", "300 万元")]
    {
        let body = json!({
            "fact": fact, "year": 2025, "value": value, "feed": "demo/tax", "reason": "笔误",
        });
        let path = format!("/api/enterprises/{id}/corrections");
        let written = zone.post("clerk", &path, &body).await;
        assert_eq!(written.status, StatusCode::CREATED, "{:?}", written.json());
        assert_eq!(written.json()["held"], true);
        lines.push(written.json()["line"].clone());
    }
    (id, code, lines)
}

/// What stands under a name in each thing that waits for somebody.
async fn waiting(zone: &Zone, who: &str, language: &'static str) -> Vec<Json> {
    let mut ask = zone.request(Some(who), (Method::GET, "/api/reviews"), None);
    ask.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
    let listed = zone.send(ask).await.json();
    listed["items"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_that_waits_says_whose_figure_becomes_what() {
    let zone = zone().await;
    let (id, code, lines) = corrected(&zone).await;
    let mut seen = waiting(&zone, "second", "zh").await;
    let source = |line: &Json, file: &str, cell: &str| {
        json!({
            "file": file, "sheet": file.strip_suffix(".csv").unwrap_or(""), "cell": cell,
            "feed": "税务数据交换（示例）", "stage": "settled", "learnt": line,
        })
    };
    let revenue = &mut seen[0]["correction"];
    for side in ["was", "becomes"] {
        revenue[side].as_object_mut().unwrap().retain(|name, _| name != "origin" && name != "row");
    }
    let brought = revenue["was"]["line"].clone();
    let expected = json!({
        "enterprise": { "id": id, "code": code, "name": "甲光电有限公司" },
        "fact": "operating_revenue", "name": "营业收入", "year": 2025, "since": null,
        "unit": "万元", "kind": "money",
        "was": {
            "value": "20000000", "shown": "2,000.00 万元", "line": brought,
            "at": "2026-11-21T00:00:00.000Z",
            "source": source(&brought, "qiye.csv", "D2"),
        },
        "becomes": {
            "value": "21005000", "shown": "2,100.50 万元", "line": lines[0],
            "at": "2026-11-21T00:00:00.000Z",
            "source": source(&lines[0], "", ""),
        },
        "reason": "笔误", "hidden": false,
    });
    assert_eq!(*revenue, expected);
    // Nobody said before what the income was.
    let income = &seen[1]["correction"];
    assert_eq!((&income["was"], &income["becomes"]["shown"]), (&Json::Null, &json!("300.00 万元")));
    assert_eq!((&seen[0]["import"], &seen[0]["facts"]), (&Json::Null, &json!(["营业收入"])));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_sensitive_figure_is_to_become_is_not_told_to_who_may_not_see_it() {
    let zone = zone().await;
    let (id, _, _) = corrected(&zone).await;
    let seen = waiting(&zone, "reader", "en").await;
    let income = &seen[1]["correction"];
    assert_eq!((&income["enterprise"]["id"], &income["hidden"]), (&id, &json!(true)));
    assert_eq!(
        (&income["was"], &income["becomes"], &income["reason"]),
        (&Json::Null, &Json::Null, &json!(""))
    );
    assert_eq!(seen[0]["correction"]["becomes"]["shown"], "2,100.50 万元");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_that_is_none_is_told_at_its_place_in_the_readers_language() {
    let zone = zone().await;
    let body = json!({
        "fact": "所属园区", "since": "2026-13-01", "value": "西区", "feed": "demo/tax",
        "reason": "迁入",
    });
    let ask = || {
        zone.request(Some("clerk"), (Method::POST, "/api/enterprises/0/corrections"), Some(&body))
    };
    let told = zone.send(ask()).await.json();
    assert_eq!(
        (&told["path"], &told["detail"]),
        (&json!("/since"), &json!("要写日期，如 2026-11-21"))
    );
    let mut english = ask();
    english.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
    let told = zone.send(english).await.json();
    assert_eq!(told["detail"], "a day is wanted, such as 2026-11-21");
    let asked = zone.get("clerk", "/api/enterprises?on=2026-02-30").await.json();
    assert_eq!(
        (&asked["path"], &asked["detail"]),
        (&json!("on"), &json!("网址里的参数不对：要写日期，如 2026-11-21"))
    );
    let nobody = zone.get("clerk", "/api/enterprises/x").await.json();
    assert_eq!(nobody["detail"], "没有这个编号；请核对网址");
}
