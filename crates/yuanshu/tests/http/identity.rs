//! Who is who over HTTP: files that are joined, and files that are not of one enterprise.

use axum::http::{Method, StatusCode};
use serde_json::json;
use zone::people::{Role, Scope};

use super::register::{code, zone};

#[tokio::test]
async fn two_files_that_are_not_of_one_enterprise_are_proposed_no_more() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Zone);
    let text = format!(
        "统一社会信用代码,企业名称,2024年营业收入(万元)\n{},甲光电有限公司,1900\n",
        code("MA012348")
    );
    zone.bring("steward", ("tongming.csv", "demo/tax"), &text).await;
    let pairs = zone.get("steward", "/api/duplicates").await.json();
    assert_eq!(pairs["total"], 1, "{pairs}");
    let (one, other) = (&pairs["items"][0]["one"]["id"], &pairs["items"][0]["other"]["id"]);
    let body = json!({ "file": one, "from": other, "reason": "两家的法定代表人不同" });
    let said = zone.post("steward", "/api/partings", &body).await;
    assert_eq!(said.status, StatusCode::CREATED, "{:?}", said.code());
    assert_eq!(zone.get("steward", "/api/duplicates").await.json()["total"], 0);
    let unsaid = json!({ "file": one, "from": other, "reason": " " });
    let unsaid = zone.post("steward", "/api/partings", &unsaid).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/api/partings/{one}/{other}");
    let back = zone.request(Some("steward"), (Method::DELETE, &path), None);
    assert_eq!(zone.send(back).await.status, StatusCode::CREATED);
    assert_eq!(zone.get("steward", "/api/duplicates").await.json()["total"], 1);
}

#[tokio::test]
async fn an_enterprise_whose_file_was_merged_sees_the_one_that_counts() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Zone);
    let listed = zone.get("clerk", "/api/enterprises?sort=name").await.json();
    let id = |at: usize| u32::try_from(listed["items"][at]["id"].as_u64().unwrap()).unwrap();
    let (file, into) = (id(0), id(1));
    let own = Scope::Own(zone::enterprise::SubjectId(file));
    zone.hire("enterprise", &[Role::Enterprise], own);
    let before = zone.get("enterprise", &format!("/api/enterprises/{into}")).await;
    assert_eq!(before.code().as_deref(), Some("not-found"));
    // Their codes differ.
    let merge = |reason: Option<&str>| json!({ "file": file, "into": into, "reason": reason });
    for reason in [None, Some(" ")] {
        let refused = zone.post("steward", "/api/merges", &merge(reason)).await;
        assert_eq!(
            (refused.status, &refused.json()["path"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/reason"))
        );
    }
    let merged = zone.post("steward", "/api/merges", &merge(Some("换过代码"))).await;
    assert_eq!(merged.status, StatusCode::CREATED, "{:?}", merged.code());
    let after = zone.get("enterprise", &format!("/api/enterprises/{into}")).await;
    assert_eq!((after.status, &after.json()["id"]), (StatusCode::OK, &json!(into)));
    let list = zone.get("enterprise", "/api/enterprises").await.json();
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &json!(into)));
}
