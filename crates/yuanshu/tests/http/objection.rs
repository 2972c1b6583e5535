//! Objections that nobody has settled: counted on the first page, listed with who settles them.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::zone;
use super::sheet::rows;

const OWNER: &str = "示范高新区税务局（虚构）";

/// Objects to what 甲光电有限公司 is said to earn; returns its number.
async fn objected(zone: &Zone) -> Json {
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let id = listed["items"][0]["id"].clone();
    let said = json!({ "fact": "operating_revenue", "year": 2025, "reason": "与审计报告不符" });
    let raised = zone.post("clerk", &format!("/api/enterprises/{id}/objections"), &said).await;
    assert_eq!(raised.status, StatusCode::CREATED, "{:?}", raised.json());
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objections_are_listed_until_the_owning_department_settles_them() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Department(OWNER.to_owned()));
    zone.hire("west", &[Role::Reader], Scope::Park("西区".to_owned()));
    let id = objected(&zone).await;
    for (who, all, mine) in [("clerk", 1, 0), ("steward", 1, 1), ("west", 0, 0)] {
        let home = zone.get(who, "/api/home").await.json();
        assert_eq!(home["objections"], json!({ "all": all, "mine": mine }), "{who}");
        for (path, count) in [("/api/objections", all), ("/api/objections?mine=true", mine)] {
            let listed = zone.get(who, path).await.json();
            assert_eq!(listed["total"], json!(count), "{who} {path}");
            assert_eq!(listed["items"].as_array().map(Vec::len), Some(count), "{who} {path}");
        }
    }
    let listed = zone.get("steward", "/api/objections").await.json();
    let one = &listed["items"][0];
    assert_eq!((&one["enterprise"]["id"], &one["settles"]), (&id, &json!(true)));
    let of = ["fact", "name", "year", "reason", "department", "hidden"];
    let of = of.map(|name| one[name].clone());
    let fact = json!(["operating_revenue", "营业收入", 2025, "与审计报告不符", OWNER, false]);
    assert_eq!((json!(of), &one["stands"]["shown"]), (fact, &json!("2,000.00 万元")));
    let clerk = zone.get("clerk", "/api/objections").await.json();
    assert_eq!(clerk["items"][0]["settles"], json!(false));
    let sheet = rows(&zone.get("clerk", "/api/objections.xlsx").await, "异议");
    assert_eq!((sheet.len(), &*sheet[1][3], &*sheet[1][5]), (2, "营业收入", "与审计报告不符"));
    // The file says of which year it is.
    let file = zone.get("steward", &format!("/api/enterprises/{id}")).await.json();
    assert_eq!(file["objections"][0]["year"], json!(2025));
    // Once somebody who may says that it counts, it is open no more.
    let stands = &one["stands"];
    let word = json!({
        "fact": "operating_revenue", "year": 2025, "reason": "与申报表一致",
        "origin": stands["origin"], "line": stands["line"],
    });
    let path = format!("/api/enterprises/{id}/settlements");
    let settled = zone.post("steward", &path, &word).await;
    assert_eq!(settled.status, StatusCode::CREATED, "{:?}", settled.json());
    let listed = zone.get("steward", "/api/objections").await.json();
    assert_eq!((&listed["total"], &listed["items"]), (&json!(0), &json!([])));
    let home = zone.get("steward", "/api/home").await.json();
    assert_eq!(home["objections"], json!({ "all": 0, "mine": 0 }));
}
