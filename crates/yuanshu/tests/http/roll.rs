//! Every list as a workbook: the rows that the same filter finds, and who may take them out.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::{code, zone};
use super::sheet::rows;

/// A zone with tasks, verdicts, corrections that wait, two files of one firm, administrators.
async fn busy() -> Zone {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Zone);
    for enterprise in [0, 1] {
        let task = json!({ "enterprise": enterprise, "reason": "核对", "department": "科技局" });
        assert_eq!(zone.post("second", "/api/tasks", &task).await.status, StatusCode::CREATED);
        let path = format!("/api/enterprises/{enterprise}");
        let policy = json!({ "policy": "demo/rd-grant" });
        zone.post("clerk", &format!("{path}/verdicts"), &policy).await;
        let correction = json!({
            "fact": "operating_revenue", "year": 2025, "value": "9000 万元", "feed": "demo/tax",
            "reason": "笔误",
        });
        zone.post("clerk", &format!("{path}/corrections"), &correction).await;
    }
    // Two firms that are called as two others are.
    let [one, other] = ["MA012348", "MA012349"].map(code);
    let twins = format!(
        "统一社会信用代码,企业名称,2024年营业收入(万元)\n{one},甲光电有限公司,1900\n{other},乙软件有限公司,400\n"
    );
    zone.bring("steward", ("tongming.csv", "demo/tax"), &twins).await;
    zone
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_list_goes_out_with_the_rows_that_the_page_counts() {
    let zone = busy().await;
    for (who, path, query, sheet) in [
        ("clerk", "tasks", "", "任务"),
        ("clerk", "tasks", "?enterprise=1", "任务"),
        ("clerk", "imports", "", "历次导入"),
        ("clerk", "verdicts", "?enterprise=0", "出具过的判定"),
        ("clerk", "reviews", "", "待复核"),
        ("steward", "duplicates", "", "可能重复的企业"),
        ("reader", "policies", "", "政策和称号库"),
        ("keeper", "officers", "", "人员"),
        ("keeper", "posts", "", "岗位"),
        ("keeper", "clients", "", "接口调用方"),
        ("keeper", "motions", "?done=true", "提请"),
        ("clerk", "disputes", "", "数据不一致"),
        ("clerk", "drafts", "", "待导入的表"),
        ("clerk", "views", "", "收藏的查询"),
        ("reader", "facts", "", "指标字典"),
        ("reader", "feeds", "", "数据来源"),
    ] {
        let listed = zone.get(who, &format!("/api/{path}{query}")).await.json();
        let answer = zone.get(who, &format!("/api/{path}.xlsx{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {:?}", answer.code());
        let total = usize::try_from(listed["total"].as_u64().unwrap()).unwrap();
        assert_eq!(rows(&answer, sheet).len(), total + 1, "{path}{query}");
    }
    let tasks = rows(&zone.get("clerk", "/api/tasks.xlsx?enterprise=1").await, "任务");
    assert_eq!(tasks[0][..3], ["编号", "企业名称", "政策"]);
    assert_eq!((&*tasks[1][0], &*tasks[1][4], &*tasks[1][5]), ("2", "核对", "科技局"));
    // What goes out of the register is a line of the journal, and what does not is none.
    let journal = zone.get("auditor", "/api/journal?act=export-facts&limit=1").await.json();
    let line = &journal["items"][0];
    assert_eq!(line["detail"], json!({ "list": "任务-2026-11-21.xlsx", "rows": 1 }));
    let sentence = line["sentence"].as_str().unwrap();
    assert!(sentence.ends_with("导出了“任务-2026-11-21.xlsx”：1 行"), "{sentence}");
    // Who may look may not take out.
    assert_eq!(zone.get("reader", "/api/tasks.xlsx").await.code().as_deref(), Some("no-role"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn short_lists_go_out_with_what_the_page_has() {
    let zone = busy().await;
    let view = json!({ "name": "东区", "query": "q=东区" });
    zone.post("clerk", "/api/views", &view).await;
    let table = |answer: super::kit::Answer, sheet: &str| {
        assert_eq!(answer.status, StatusCode::OK, "{sheet}: {:?}", answer.code());
        rows(&answer, sheet)
    };
    let views = table(zone.get("clerk", "/api/views.xlsx").await, "收藏的查询");
    assert_eq!(views[1..], [["1", "东区", "q=东区"]].map(|row| row.map(str::to_owned).to_vec()));
    // What one keeps is no one else's.
    assert_eq!(table(zone.get("second", "/api/views.xlsx").await, "收藏的查询").len(), 1);
    let client = json!({
        "is": { "title": "经济运行平台", "department": "科技局", "roles": ["reader"], "scope": "zone" },
        "until": "2027-06-30",
    });
    zone.post("security", "/api/clients", &client).await;
    let clients = table(zone.get("keeper", "/api/clients.xlsx").await, "接口调用方");
    assert_eq!(clients[1][1..5], ["经济运行平台", "科技局", "查阅", "全园区"]);
    let appoint = json!({ "officer": 1, "from": "2026-11-21" });
    let keepers = zone.get("security", "/api/posts").await.json();
    let post = keepers["items"].as_array().unwrap().iter().find(|one| one["title"] == "keeper");
    let path = format!("/api/posts/{}/appointments", post.unwrap()["id"]);
    let asked = zone.post("security", &path, &appoint).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{:?}", asked.json());
    let motions = table(zone.get("keeper", "/api/motions.xlsx").await, "提请");
    assert_eq!(
        (motions.len(), &*motions[1][2], &*motions[1][5]),
        (2, "security某", "等另一类管理员")
    );
    let sent = zone.upload("clerk", ("xinde.csv", "demo/tax"), "企业名称\n甲\n").await.json();
    zone.looked("clerk", &sent["id"]).await;
    let drafts = table(zone.get("clerk", "/api/drafts.xlsx").await, "待导入的表");
    assert_eq!((drafts.len(), &*drafts[1][1]), (2, "xinde.csv"));
    assert_eq!(table(zone.get("steward", "/api/drafts.xlsx").await, "待导入的表").len(), 1);
    let facts = table(zone.get("reader", "/api/facts.xlsx").await, "指标字典");
    let revenue = facts.iter().find(|row| row[0] == "operating_revenue").unwrap();
    assert_eq!(revenue[1..4], ["营业收入", "万元", "一年一个"]);
    let feeds = table(zone.get("reader", "/api/feeds.xlsx").await, "数据来源");
    assert!(feeds.iter().any(|row| row[0] == "demo/tax"), "{feeds:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_changed_goes_out_with_both_sides() {
    let zone = busy().await;
    let before = zone.get("auditor", "/api/journal?limit=1").await.json();
    let before = before["items"][0]["id"].clone();
    let waiting = zone.get("second", "/api/reviews").await.json();
    for one in waiting["items"].as_array().unwrap() {
        let look = json!({ "line": one["line"], "outcome": "accepted" });
        zone.post("second", "/api/reviews", &look).await;
    }
    let query = &format!("?policy=demo/rd-grant&was_known={before}");
    let listed = zone.get("clerk", &format!("/api/changes{query}")).await.json();
    let wanted: Vec<Json> =
        listed["items"].as_array().unwrap().iter().map(|item| item["name"].clone()).collect();
    let answer = zone.get("clerk", &format!("/api/changes.xlsx{query}")).await;
    let list = rows(&answer, "测算结果的变化");
    let firms: Vec<Json> = list[1..].iter().map(|row| json!(row[1])).collect();
    assert!(!firms.is_empty(), "{listed}");
    assert_eq!(firms, wanted);
    // Those whose answer turned apart from those whose money alone did; one firm alone.
    let ask = |more: String| {
        let zone = &zone;
        async move { zone.get("clerk", &format!("/api/changes{query}{more}")).await.json() }
    };
    let shifts = listed["shifts"].clone();
    let sum = shifts["answer"].as_u64().unwrap() + shifts["value"].as_u64().unwrap();
    assert_eq!(json!(sum), listed["total"]);
    for (only, other) in [("answer", "value"), ("value", "answer")] {
        let some = ask(format!("&only={only}")).await;
        assert_eq!((&some["total"], &some["shifts"]), (&shifts[only], &shifts), "not {other}");
        let turned = |item: &Json| item["was"] != item["is"];
        let items = some["items"].as_array().unwrap();
        assert!(items.iter().all(|item| turned(item) == (only == "answer")), "{some}");
    }
    let first = &listed["items"][0];
    let alone = ask(format!("&enterprise={}", first["id"])).await;
    assert_eq!(alone["items"], json!([first]));
    assert_eq!(ask("&enterprise=99999".to_owned()).await["items"], json!([]));
    let bare = zone.get("clerk", "/api/changes.xlsx?policy=demo/rd-grant").await;
    assert_eq!((bare.status.as_u16(), &bare.json()["path"]), (422, &json!("was_on")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn short_lists_have_pages_too() {
    let zone = busy().await;
    for (who, path) in [("second", "reviews"), ("steward", "duplicates")] {
        let whole = zone.get(who, &format!("/api/{path}")).await.json();
        let total = whole["total"].as_u64().unwrap();
        assert!(total > 0 && whole.get("next").is_none(), "{path}: {whole}");
        let mut items = Vec::new();
        let mut after = "0".to_owned();
        loop {
            let page = zone.get(who, &format!("/api/{path}?limit=1&after={after}")).await.json();
            assert_eq!(page["total"], total);
            items.extend(page["items"].as_array().unwrap().clone());
            let Some(next) = page["next"].as_str() else { break };
            after = next.to_owned();
        }
        assert_eq!(json!(items), whole["items"], "{path}");
        let none = zone.get(who, &format!("/api/{path}?limit=0")).await;
        assert_eq!((none.status.as_u16(), &none.json()["path"]), (422, &json!("limit")));
    }
    let papers = zone.get("clerk", "/api/papers?limit=1").await.json();
    assert_eq!((&papers["total"], &papers["next"]), (&json!(0), &Json::Null));
}

#[tokio::test]
async fn a_length_that_no_page_has_is_refused_of_every_list_and_workbook() {
    let zone = Zone::staffed();
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let parameters = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
        let Some(limit) = parameters.iter().find(|one| one["name"] == "limit") else { continue };
        // What is there of one policy is asked for elsewhere: here is none.
        if path.contains('{') {
            continue;
        }
        let most = limit["schema"]["maximum"].as_u64().unwrap();
        for wrong in [0, most + 1] {
            let rest = match path.trim_end_matches(".xlsx") {
                "/api/ladder" => "&list=near",
                "/api/changes" => "&policy=demo/rd-grant",
                _ => "",
            };
            let query = format!("{path}?limit={wrong}{rest}");
            let mut refusals = Vec::new();
            for role in Role::ALL {
                let answer = zone.get(super::kit::word(role), &query).await;
                refusals.push((answer.status.as_u16(), answer.json()["path"].clone()));
            }
            refusals.retain(|(status, _)| *status != 403);
            assert!(!refusals.is_empty(), "{query}");
            assert!(
                refusals.iter().all(|one| *one == (422, json!("limit"))),
                "{query}: {refusals:?}"
            );
        }
        asked += 1;
    }
    assert!(asked > 20, "{asked}");
}
