//! What is told of an enterprise is told again as long as it is so, to who may see as much.

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::{Answer, Zone};
use super::register::zone;

async fn of(zone: &Zone, who: &str, name: &str) -> Json {
    let listed = zone.get(who, &format!("/api/enterprises?q={name}")).await.json();
    listed["items"][0]["id"].clone()
}

/// Asks for the answers of an enterprise twice; both say what is worked out from the register anew.
async fn told(zone: &Zone, who: &str, id: &Json) -> Json {
    let path = format!("/api/enterprises/{id}/answers");
    let [first, again] = [zone.get(who, &path).await, zone.get(who, &path).await];
    assert_eq!(first.body, again.body, "{who}");
    let head = zone.get("clerk", "/api/enterprises?limit=1").await.json()["as_of"]["known"].clone();
    let anew = zone.get(who, &format!("{path}?known={head}")).await.json();
    assert_eq!(first.json(), anew, "{who} at {head}");
    anew
}

async fn done(zone: &Zone, (who, path): (&str, &str), body: Json) -> Json {
    let answer: Answer = zone.post(who, path, &body).await;
    assert!(answer.status.is_success(), "{path}: {:?}", answer.json());
    if answer.body.is_empty() { Json::Null } else { answer.json() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_written_of_a_firm_is_in_what_is_told_of_it_next() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Zone);
    let (id, other) = (of(&zone, "clerk", "jgd").await, of(&zone, "clerk", "yrj").await);
    // What is known of everyone is not looked for again; what is read anew is known of nobody.
    for policy in zone.get("clerk", "/api/policies").await.json()["items"].as_array().unwrap() {
        let path = format!("/api/policies/{}/population", policy["id"].as_str().unwrap());
        zone.get("clerk", &path).await;
    }
    let mut before = vec![told(&zone, "clerk", &id).await];
    let beside = told(&zone, "clerk", &other).await;
    let mut differs = async |zone: &Zone, what: &str| {
        let now = told(zone, "clerk", &id).await;
        assert!(!before.contains(&now), "{what}");
        before.push(now);
    };
    // A correction counts once a second person agreed.
    let body = json!({
        "fact": "operating_revenue", "year": 2025, "value": "600 万元", "feed": "demo/tax",
        "reason": "笔误",
    });
    let held = done(&zone, ("clerk", &format!("/api/enterprises/{id}/corrections")), body).await;
    assert_eq!(told(&zone, "clerk", &id).await["total"], json!(beside["total"]));
    // Of this firm alone: memory follows, and nobody is read anew.
    let look = json!({ "line": held["line"], "enterprise": id, "outcome": "accepted" });
    done(&zone, ("second", "/api/reviews"), look).await;
    differs(&zone, "a correction").await;
    // A sheet, and its undoing.
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let code = listed["items"][0]["code"].as_str().unwrap().to_owned();
    let sheet = format!("统一社会信用代码,企业名称,成立日期\n{code},甲光电有限公司,2015-01-01\n");
    zone.bring("clerk", ("riqi.csv", "demo/market"), &sheet).await;
    differs(&zone, "an import").await;
    let imports = zone.get("clerk", "/api/imports").await.json();
    let undo = format!("/api/imports/{}/undo", imports["items"][0]["id"]);
    done(&zone, ("clerk", &undo), json!({ "reason": "来源不对" })).await;
    told(&zone, "clerk", &id).await;
    // Two files that are one, and two again.
    let merged = json!({ "file": other, "into": id, "reason": "换过代码" });
    done(&zone, ("steward", "/api/merges"), merged).await;
    let both = told(&zone, "clerk", &id).await;
    assert_eq!(told(&zone, "clerk", &other).await, both);
    let path = format!("/api/merges/{other}");
    let parted = zone.request(Some("steward"), (Method::DELETE, &path), None);
    assert!(zone.send(parted).await.status.is_success());
    told(&zone, "clerk", &id).await;
    assert_eq!(told(&zone, "clerk", &other).await, beside);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_told_to_one_is_not_told_to_another_who_may_see_less_or_elsewhere() {
    let mut zone = zone().await;
    zone.hire("west", &[Role::Clerk], Scope::Park("西区".to_owned()));
    let id = of(&zone, "clerk", "jgd").await;
    let path = format!("/api/enterprises/{id}/corrections");
    let body = json!({
        "fact": "taxable_income", "year": 2025, "value": "123.4567 万元", "feed": "demo/tax",
        "reason": "汇算清缴",
    });
    let held = done(&zone, ("clerk", &path), body).await;
    if held["held"] == json!(true) {
        let look = json!({ "line": held["line"], "outcome": "accepted" });
        done(&zone, ("second", "/api/reviews"), look).await;
    }
    let (all, less) = (told(&zone, "clerk", &id).await, told(&zone, "reader", &id).await);
    assert!(all.to_string().contains("123.4567"), "{all}");
    assert!(!less.to_string().contains("123.4567"), "{less}");
    assert_eq!(told(&zone, "clerk", &id).await, all);
    let beyond = zone.get("west", &format!("/api/enterprises/{id}/answers")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}
