//! What cannot be is refused, and what hardly can be is told: figures, years, departments.

use axum::http::StatusCode;
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::zone;

async fn correct(zone: &Zone, changed: Json) -> (u16, Json) {
    let mut body = json!({
        "fact": "operating_revenue", "year": 2025, "value": "600 万元", "feed": "demo/tax",
        "reason": "笔误",
    });
    for (name, value) in changed.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = zone.post("clerk", "/api/enterprises/0/corrections", &body).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_is_told_what_a_sheet_would_be() {
    let zone = zone().await;
    let (status, plain) = correct(&zone, json!({})).await;
    assert_eq!((status, &plain["doubt"]), (201, &Json::Null));
    let (status, told) = correct(&zone, json!({ "value": "-5 万元" })).await;
    let said = json!(
        "小于可能的下限 0；请核对；小于登记库里它所包含的研发费用（120.00 万元，2025年，税务数据交换（示例））；请核对两处"
    );
    assert_eq!((status, &told["doubt"], &told["held"]), (201, &said, &json!(true)));
    let effect = json!("复核以前算数的是 2,000.00 万元（demo/tax，汇缴）");
    assert_eq!((&told["counts"], &told["effect"]), (&json!(false), &effect));
    let codes = json!({ "fact": "industry_code", "year": null, "value": "9999" });
    let (status, told) = correct(&zone, codes).await;
    let said = told["doubt"].as_str().unwrap_or_default();
    assert!(status == 201 && said.ends_with("里没有这个代码；请核对"), "{status} {told}");
    // What counts all the same goes on being doubted, for whoever sees it.
    let look = json!({ "line": told["line"], "outcome": "accepted" });
    let looked = zone.post("second", "/api/reviews", &look).await;
    assert_eq!(looked.status, StatusCode::CREATED, "{told} {}", looked.json());
    for who in ["clerk", "reader"] {
        let file = zone.get(who, "/api/enterprises/0").await.json();
        let facts = file["facts"].as_array().unwrap().iter();
        let figures = facts.flat_map(|fact| {
            let figures = fact["figures"].as_array().unwrap().iter();
            figures.map(|one| (fact["name"].as_str().unwrap(), one["doubt"].as_str()))
        });
        let doubted: Vec<(&str, &str)> =
            figures.filter_map(|(name, doubt)| Some((name, doubt?))).collect();
        assert_eq!(doubted, [("国民经济行业代码", said)], "{who}");
    }
    // As a sheet with such a year is kept aside.
    for year in [2999, 21, -1] {
        let (status, refused) = correct(&zone, json!({ "year": year })).await;
        assert_eq!((status, &refused["path"]), (422, &json!("/year")), "{refused}");
        let said = format!("{year} 不是会计年度；应为会计年度，如 2021");
        assert_eq!(refused["detail"], said);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_is_told_what_it_is_instead_of() {
    let zone = zone().await;
    let was = async |changed: Json| {
        let (status, told) = correct(&zone, changed).await;
        assert_eq!(status, 201, "{told}");
        let was = &told["was"];
        let source = ["feed", "file", "cell"].map(|name| was["source"][name].clone());
        (was["shown"].clone(), source, was["since"].clone())
    };
    let null = || Json::Null;
    let tax = json!("税务数据交换（示例）");
    let held = (json!("2,000.00 万元"), [tax, json!("qiye.csv"), json!("D2")], null());
    assert_eq!(was(json!({})).await, held);
    // A source that said nothing is told what counts of another, at the same stage; the first
    // correction waits yet.
    assert_eq!(was(json!({ "feed": "demo/market", "stage": "汇缴" })).await, held);
    let nobody = (null(), [null(), null(), null()], null());
    assert_eq!(was(json!({ "feed": "demo/report" })).await, nobody, "annual, not settled");
    assert_eq!(was(json!({ "year": 2021 })).await, nobody);
    // What has no years was so from a day on.
    let site = |since: &str, value: &str| json!({ "fact": "注册地址", "year": null, "since": since, "value": value });
    was(site("2025-01-01", "东路 1 号")).await;
    let (shown, _, since) = was(site("2026-01-01", "西路 2 号")).await;
    assert_eq!((shown, since), (json!("东路 1 号"), json!("2025-01-01")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_is_weighed_against_the_other_figures_of_the_firm_and_written_all_the_same() {
    // 2,000 万元 of revenue and 120 万元 of research, of which nobody said more.
    let zone = zone().await;
    let research = |value: &str| json!({ "fact": "rd_expense_accounting", "value": value });
    let (status, told) = correct(&zone, research("2000 万元")).await;
    assert_eq!((status, &told["doubt"]), (201, &Json::Null), "as much is no more");
    let (status, told) = correct(&zone, research("2000.01 万元")).await;
    let said = json!(
        "大于登记库里它所属的营业收入（2,000.00 万元，2025年，税务数据交换（示例））；请核对两处"
    );
    assert_eq!((status, &told["doubt"]), (201, &said));
    for (value, jumps) in [("199999 万元", true), ("19999 万元", false)] {
        // The year before had 20 万元.
        let zone = self::zone().await;
        correct(&zone, json!({ "year": 2024, "value": "20 万元", "feed": "demo/market" })).await;
        let (status, told) = correct(&zone, json!({ "value": value })).await;
        let said = told["doubt"].as_str().unwrap_or_default();
        assert_eq!((status, said.contains("上一年（20.00 万元")), (201, jumps), "{told}");
    }
    // A figure that serves statistics alone is shown to nobody else.
    let other = self::zone().await;
    let survey = json!({ "year": 2024, "value": "20 万元", "feed": "demo/survey" });
    assert_eq!(correct(&other, survey).await.0, 201);
    let (status, told) = correct(&other, json!({ "value": "199999 万元" })).await;
    assert!(status == 201 && !told.to_string().contains("上一年"), "{told}");
    // What is put right is no measure of what it becomes.
    let (status, told) = correct(&self::zone().await, json!({ "value": "0.2 万元" })).await;
    let said = told["doubt"].as_str().unwrap_or_default();
    assert!(status == 201 && !said.contains("2,000.00 万元"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_goes_to_who_can_do_it() {
    let zone = zone().await;
    let give = |department: &'static str, officer: Option<u32>| {
        let body = json!({
            "enterprise": 0, "reason": "核对", "department": department, "officer": officer,
        });
        let zone = &zone;
        async move {
            let answer = zone.post("clerk", "/api/tasks", &body).await;
            (answer.status.as_u16(), answer.json())
        }
    };
    let (status, refused) = give("不存在的局", None).await;
    let said = json!("“不存在的局”没有能办任务的在职人员；可以派给：科技局");
    assert_eq!((status, &refused["path"], &refused["detail"]), (422, &json!("/department"), &said));
    // U4 is the auditor of that department.
    let (status, refused) = give("科技局", Some(4)).await;
    assert_eq!((status, &refused["path"]), (422, &json!("/officer")));
    assert_eq!(give("科技局", Some(3)).await.0, 201);
    let pass = |department: &'static str| {
        let body = json!({ "department": department });
        let zone = &zone;
        async move { zone.post("clerk", "/api/tasks/1/pass", &body).await.status }
    };
    assert_eq!(pass("不存在的局").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(pass("科技局").await, StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_a_park_is_told_the_same_of_firms_beyond_it_and_of_none() {
    let mut zone = zone().await;
    zone.hire("east", &[Role::Clerk], Scope::Park("东区".to_owned()));
    let codes = zone.get("clerk", "/api/enterprises").await.json();
    let beyond = codes["items"].as_array().unwrap().iter();
    let beyond = beyond.clone().find(|item| item["name"] == "乙软件有限公司").unwrap();
    let text = format!(
        "{}\n乙软件有限公司\n甲光电有限公司\n没有的公司\n",
        beyond["code"].as_str().unwrap()
    );
    let asked = json!({ "text": text, "columns": [] });
    let told = |answer: Json| {
        let items = answer["items"].as_array().unwrap().clone();
        items.iter().map(|item| (item["status"].clone(), item["why"].clone())).collect::<Vec<_>>()
    };
    let none = (json!("none"), json!("您的岗位范围内没有这家企业；范围以外的查不到"));
    let sure = (json!("sure"), Json::Null);
    let seen = told(zone.post("east", "/api/matches", &asked).await.json());
    assert_eq!(seen, [none.clone(), none.clone(), sure, none]);
    let whole = told(zone.post("clerk", "/api/matches", &asked).await.json());
    assert_eq!(whole[3], (json!("none"), json!("登记库里没有这个名称")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_dictionary_says_who_may_see_a_fact() {
    let zone = zone().await;
    let facts = zone.get("reader", "/api/facts").await.json();
    for fact in facts["items"].as_array().unwrap() {
        let access = fact["access"].as_str().unwrap();
        assert!(["public", "internal", "sensitive"].contains(&access), "{fact}");
        assert_eq!(fact["hidden"], access == "sensitive", "{fact}");
    }
}
