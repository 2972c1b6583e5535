//! Lists as people ask for them: by two answers, by who issued a policy, by how near one is; and what of them is told to whom.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::{code, zone};

fn items(listed: &Json) -> &[Json] {
    listed["items"].as_array().unwrap_or_else(|| panic!("{listed}"))
}

/// Brings a sheet in, and a second person lets what it moves pass.
async fn bring(zone: &Zone, name: &str, sheet: &str) {
    zone.bring("clerk", (name, "demo/tax"), sheet).await;
    let waiting = zone.get("second", "/api/reviews").await.json();
    for line in waiting["items"].as_array().unwrap() {
        let look = json!({ "line": line["line"], "outcome": "accepted" });
        let looked = zone.post("second", "/api/reviews", &look).await;
        assert_eq!(looked.status, StatusCode::CREATED, "{waiting}");
    }
}

/// A word as an address has it.
fn encoded(word: &str) -> String {
    let bytes: Vec<String> = word.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

async fn answering(zone: &Zone, answer: &str) -> BTreeSet<String> {
    let listed = zone.get("clerk", &format!("/api/enterprises?answer={answer}")).await.json();
    items(&listed).iter().map(|item| item["name"].to_string()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_answers_both_must_be() {
    let zone = zone().await;
    let mut told = Vec::new();
    for word in ["yes", "no", "unknown"] {
        // 测算符合 by revenue: 甲; nobody's figure for 丙.
        let (one, other) = (format!("demo/near-above-scale:{word}"), "demo/rd-grant:unknown");
        let [a, b] = [answering(&zone, &one).await, answering(&zone, other).await];
        let both = answering(&zone, &format!("{one},{other}")).await;
        assert_eq!(both, a.intersection(&b).cloned().collect(), "{word}");
        told.push(both.len());
    }
    assert!(told.iter().any(|count| *count > 0), "{told:?}");
    let stray = zone.get("clerk", "/api/enterprises?answer=demo/rd-grant:yes,x").await;
    assert_eq!(stray.code().as_deref(), Some("unfit"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_work_is_narrowed_to_the_policies_of_one_issuer() {
    let zone = zone().await;
    let policies = zone.get("clerk", "/api/policies").await.json();
    let high_tech = items(&policies).iter().find(|one| one["id"] == "national/high-tech").unwrap();
    let issuer = high_tech["issuer"].as_str().unwrap();
    let own: Vec<&Json> = items(&policies)
        .iter()
        .filter(|policy| policy["issuer"] == issuer)
        .map(|policy| &policy["id"])
        .collect();
    let all = zone.get("clerk", "/api/ladder?list=unknown&limit=500").await.json();
    let wanted: Vec<&Json> =
        items(&all).iter().filter(|item| own.contains(&&item["policy"])).collect();
    let path = format!("/api/ladder?list=unknown&limit=500&issuer={}", encoded(issuer));
    let narrowed = zone.get("clerk", &path).await.json();
    assert_eq!(items(&narrowed).iter().collect::<Vec<_>>(), wanted);
    assert!((1..items(&all).len()).contains(&wanted.len()));
    let nobody = zone.get("clerk", "/api/ladder?list=unknown&issuer=x").await.json();
    assert_eq!((&nobody["items"], &nobody["total"]), (&json!([]), &json!(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_on_the_way_is_listed_by_how_near_they_are() {
    let zone = zone().await;
    // 1,600 万元 and more of 2,000 in this trade; who has 2,000 is there, who has 1,599 not near.
    let firms =
        [("戊", 1700), ("己", 1999), ("庚", 2000), ("辛", 1600), ("壬", 1599), ("癸", 1850)];
    let line = |(at, (name, wan)): (usize, &(&str, i32))| {
        let code = code(&format!("MA0200{at:02}"));
        format!("{code},{name}软件有限公司,信息传输软件和信息技术服务业,{wan}\n")
    };
    let lines: Vec<String> = firms.iter().enumerate().map(line).collect();
    let heads = "统一社会信用代码,企业名称,四上统计行业,2025年营业收入(万元)\n";
    let sheet = [heads, &lines.concat()].concat();
    bring(&zone, "guimo.csv", &sheet).await;
    let listed = zone.get("clerk", "/api/ladder?list=approaching").await.json();
    let names: Vec<&str> =
        items(&listed).iter().map(|item| item["name"].as_str().unwrap()).collect();
    let near = ["己", "癸", "戊", "辛"].map(|name| format!("{name}软件有限公司"));
    assert_eq!(names, near);
    let rest = zone.get("clerk", "/api/ladder?list=approaching&after=2&limit=1").await.json();
    assert_eq!((&rest["items"], &rest["next"]), (&json!([listed["items"][2]]), &json!("3")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dictionary_says_which_facts_are_not_for_who_asks() {
    let zone = zone().await;
    for (who, hidden) in [("clerk", false), ("reader", true)] {
        let facts = zone.get(who, "/api/facts").await.json();
        let told = |id: &str| {
            items(&facts).iter().find(|fact| fact["id"] == id).unwrap()["hidden"] == true
        };
        assert_eq!([told("taxable_income"), told("operating_revenue")], [hidden, false], "{who}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gave_tasks_sees_what_became_of_them() {
    let mut zone = zone().await;
    let post = zone.app.gate().staff().next_post();
    let officer = zone.hire("chief", &[Role::Leader], Scope::Zone);
    assert_eq!(zone.get("chief", "/api/home").await.json()["given"], Json::Null);
    for (enterprise, days) in [(0, 1), (1, 5), (2, 5)] {
        let task = json!({
            "enterprise": enterprise, "reason": "核对", "department": "科技局", "days": days,
        });
        let given = zone.post("chief", "/api/tasks", &task).await;
        assert_eq!(given.status, StatusCode::CREATED);
    }
    let done = json!({ "result": "已核对" });
    let closed = zone.post("clerk", "/api/tasks/3/close", &done).await;
    assert_eq!(closed.status, StatusCode::NO_CONTENT);
    let home = zone.get("chief", "/api/home").await.json();
    assert_eq!(home["given"], json!({ "open": 2, "late": 0, "done": 1 }));
    assert_eq!(zone.get("clerk", "/api/home").await.json()["given"], Json::Null);
    for (who, path, wanted) in [
        ("chief", "/api/tasks?given=true", vec![2, 1]),
        ("chief", "/api/tasks?given=true&done=true", vec![3, 2, 1]),
        ("clerk", "/api/tasks?given=true", vec![]),
    ] {
        let listed = zone.get(who, path).await.json();
        let ids: Vec<u64> = items(&listed).iter().map(|one| one["id"].as_u64().unwrap()).collect();
        assert_eq!(ids, wanted, "{who} {path}");
    }
    let listed = zone.get("chief", "/api/tasks?given=true").await.json();
    assert_eq!(items(&listed)[0]["at"], "2026-11-21T00:00:00.000Z");
    // 2026-11-21 is a Saturday: one working day ends with the Monday.
    zone.wait(3 * 86_400);
    zone.sign_in("chief", officer, post);
    let home = zone.get("chief", "/api/home").await.json();
    assert_eq!(home["given"], json!({ "open": 2, "late": 1, "done": 1 }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_one_step_away_is_told_so_in_the_sentence_too_where_figures_are_hidden() {
    let zone = zone().await;
    let sheet = format!(
        "统一社会信用代码,企业名称,资质称号,2025年应纳税所得额(万元)\n{},甲光电有限公司,无,1000\n",
        code("MA012345")
    );
    bring(&zone, "suode.csv", &sheet).await;
    let listed = zone.get("clerk", "/api/enterprises?q=%E7%94%B2").await.json();
    let path = format!("/api/enterprises/{}/answers", listed["items"][0]["id"]);
    let told = async |who: &str| {
        let answers = zone.get(who, &path).await.json();
        let answers = answers["items"].as_array().unwrap().iter();
        let mut tax = answers.filter(|one| one["policy"] == "national/high-tech-income-tax");
        let tax = tax.next().unwrap();
        json!([tax["standing"], tax["sentence"], tax["change"].as_array().unwrap().len()])
    };
    let step = told("clerk").await;
    assert_eq!([&step[0], &step[2]], [&json!("差一项达标：材料"), &json!(1)], "{step}");
    let hidden = json!(["差一项达标：材料", "差一项达标：材料（涉及敏感数据，数字不显示）", 0]);
    assert_eq!(told("reader").await, hidden);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sensitive_is_neither_shown_nor_asked_of_nor_sorted_by() {
    let zone = zone().await;
    let fact = "taxable_income";
    for path in [
        format!("/api/enterprises?columns={fact}:2025"),
        format!("/api/enterprises?where={}", encoded("应纳税所得额[-1] >= 1 万元")),
        format!("/api/enterprises?sort={fact}:2025"),
        format!("/api/headline?facts={fact}"),
        format!("/api/enterprises/0/facts/{fact}"),
    ] {
        let told = zone.get("reader", &path).await;
        let refused = (told.status, told.code());
        assert_eq!(refused, (StatusCode::FORBIDDEN, Some("sensitive".to_owned())), "{path}");
        assert_eq!(zone.get("clerk", &path).await.status, StatusCode::OK, "{path}");
    }
}
