//! The register over HTTP: brought in, asked, put right.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;

/// Three firms, of which one has no revenue; codes with right check characters, invented.
const SHEET: &str = "统一社会信用代码,企业名称,所属园区,2025年营业收入(万元),2025年研发费用(万元)\n\
    91110108MA01234561,甲光电有限公司,东区,2000,120\n\
    91110108MA01234570,乙软件有限公司,西区,500,60\n\
    9111010800123456XX,丙材料有限公司,东区,,\n";

/// A code that checks, made of eight characters.
pub(super) fn code(start: &str) -> String {
    let last = |body: &str| {
        (0..31)
            .map(|last| format!("{body}{}", char::from(b"0123456789ABCDEFGHJKLMNPQRTUWXY"[last])))
            .find(|code| base::Uscc::parse(code).is_ok())
    };
    let found = (0..36).find_map(|check| {
        let check = char::from(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[check]);
        last(&format!("91110108{start}{check}"))
    });
    found.unwrap()
}

/// The sheet with codes that check.
fn sheet() -> String {
    let codes = ["MA012345", "MA012346", "MA012347"].map(code);
    let mut lines = SHEET.lines();
    let mut text = lines.next().unwrap().to_owned();
    for (line, code) in lines.zip(codes) {
        text.extend(["\n", code.as_str(), ",", line.split_once(',').unwrap().1]);
    }
    text + "\n"
}

pub(crate) async fn zone() -> Zone {
    filled(Zone::empty()).await
}

/// A zone with officers, into which the sheet was brought.
pub(crate) async fn filled(mut zone: Zone) -> Zone {
    for (called, role) in [
        ("clerk", Role::Clerk),
        ("second", Role::Reviewer),
        ("reader", Role::Reader),
        ("auditor", Role::Auditor),
    ] {
        zone.hire(called, &[role], Scope::Zone);
    }
    zone.administrators();
    let looked = zone.bring("clerk", ("qiye.csv", "demo/tax"), &sheet()).await;
    assert_eq!((&looked["enterprises"], &looked["made"]), (&json!(3), &json!(3)));
    // Money moves by these figures: they count once a second person looked at them.
    let waiting = zone.get("second", "/api/reviews").await.json();
    let look = json!({ "line": waiting["items"][0]["line"], "outcome": "accepted" });
    let looked = zone.post("second", "/api/reviews", &look).await;
    assert_eq!(looked.status, StatusCode::CREATED, "{waiting}");
    zone
}

fn names(listed: &Json) -> Vec<&str> {
    let items = listed["items"].as_array().unwrap().iter();
    items.map(|item| item["name"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn enterprises_are_searched_filtered_and_sorted() {
    let zone = zone().await;
    let ask = |query: &'static str| {
        let zone = &zone;
        async move { zone.get("clerk", &format!("/api/enterprises?{query}")).await.json() }
    };
    assert_eq!(names(&ask("q=xyz").await), [""; 0]);
    assert_eq!(names(&ask("q=jgd").await), ["甲光电有限公司"]);
    assert_eq!(names(&ask("q=%E8%BD%AF%E4%BB%B6").await), ["乙软件有限公司"]);
    // 所属园区 = "东区"
    let park = "where=%E6%89%80%E5%B1%9E%E5%9B%AD%E5%8C%BA%20%3D%20%22%E4%B8%9C%E5%8C%BA%22";
    assert_eq!(names(&ask(park).await), ["丙材料有限公司", "甲光电有限公司"]);
    let page = ask("sort=-operating_revenue&columns=operating_revenue:2025&limit=2").await;
    assert_eq!(names(&page), ["甲光电有限公司", "乙软件有限公司"]);
    assert_eq!(page["items"][0]["cells"], json!(["20000000"]));
    assert_eq!((&page["total"], &page["unknown"]), (&json!(3), &json!(0)));
    let next = page["next"].as_str().unwrap();
    let rest =
        zone.get("clerk", &format!("/api/enterprises?sort=-operating_revenue&after={next}")).await;
    // What is not known comes last, and is not zero.
    assert_eq!(names(&rest.json()), ["丙材料有限公司"]);
    // operating_revenue[-1] >= 1000 万元
    let large = ask("where=operating_revenue%5B-1%5D%20%3E=%201000%20%E4%B8%87%E5%85%83").await;
    assert_eq!((names(&large), &large["unknown"]), (vec!["甲光电有限公司"], &json!(1)));
    let yearless = ask("where=operating_revenue%20%3E=%201000%20%E4%B8%87%E5%85%83").await;
    assert_eq!(yearless["detail"], "条件第 1 个字：“营业收入”是年度指标，没有写哪一年");
    assert_eq!(yearless["hint"], "写 营业收入[-1]（上一会计年度），近三年写 last(营业收入, 3)");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_correction_waits_for_the_second_person_and_is_then_in_the_answers() {
    let zone = zone().await;
    let listed = zone.get("clerk", "/api/enterprises?q=%E4%B9%99").await.json();
    let id = listed["items"][0]["id"].clone();
    let file = zone.get("clerk", &format!("/api/enterprises/{id}")).await;
    let tag = file.headers[header::ETAG].clone();
    let path = format!("/api/enterprises/{id}/corrections");
    let body = json!({
        "fact": "operating_revenue", "year": 2025, "value": "600 万元", "feed": "demo/tax", "reason": "笔误",
    });
    let with = |tag: &HeaderValue| {
        let mut request =
            zone.request(Some("clerk"), (axum::http::Method::POST, &path), Some(&body));
        request.headers_mut().insert(header::IF_MATCH, tag.clone());
        request
    };
    let first = zone.send(with(&tag)).await;
    assert_eq!(first.status, StatusCode::CREATED, "{:?}", first.json());
    let stale = zone.send(with(&tag)).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let revenue = |file: &Json| {
        let mut facts = file["facts"].as_array().unwrap().iter();
        let fact = facts.find(|fact| fact["fact"] == "operating_revenue").unwrap();
        fact["figures"][0]["stands"]["value"].clone()
    };
    assert_eq!(first.json()["held"], json!(true));
    let after = zone.get("clerk", &format!("/api/enterprises/{id}")).await.json();
    assert_eq!(revenue(&after), json!("5000000"));
    let look = json!({ "line": first.json()["line"], "outcome": "accepted" });
    let own = zone.post("clerk", "/api/reviews", &look).await;
    assert_eq!(own.code().as_deref(), Some("no-role"));
    let second = zone.post("second", "/api/reviews", &look).await;
    assert_eq!(second.status, StatusCode::CREATED);
    let counted = zone.get("clerk", &format!("/api/enterprises/{id}")).await.json();
    assert_eq!(revenue(&counted), json!("6000000"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_policy_gives_tells_no_sensitive_fact_to_who_may_not_see_it() {
    let zone = zone().await;
    let listed = zone.get("clerk", "/api/enterprises?q=%E7%94%B2").await.json();
    let id = listed["items"][0]["id"].clone();
    let before = listed["as_of"]["known"].clone();
    for (fact, value) in [("taxable_income", "123.4567 万元"), ("operating_revenue", "900 万元")]
    {
        let body = json!({
            "fact": fact, "year": 2025, "value": value, "feed": "demo/tax", "reason": "汇算清缴",
        });
        let path = format!("/api/enterprises/{id}/corrections");
        let corrected = zone.post("clerk", &path, &body).await;
        assert_eq!(corrected.status, StatusCode::CREATED, "{:?}", corrected.json());
        if corrected.json()["held"] == json!(true) {
            let look = json!({ "line": corrected.json()["line"], "outcome": "accepted" });
            assert_eq!(
                zone.post("second", "/api/reviews", &look).await.status,
                StatusCode::CREATED
            );
        }
    }
    let given = async |who: &str| {
        let answers = zone.get(who, &format!("/api/enterprises/{id}/answers")).await.json();
        let answers = answers["items"].as_array().unwrap().clone();
        let tax = answers.iter().find(|one| one["policy"] == "national/small-low-profit").unwrap();
        (tax["reply"].clone(), tax["value"].clone())
    };
    // 5 % of 123.4567 万元: whoever reads it knows the income.
    assert_eq!(given("clerk").await, (json!("unknown"), json!("6.17 万元")));
    assert_eq!(given("reader").await, (json!("unknown"), Json::Null));
    let changed = async |who: &str| {
        let path = format!("/api/changes?policy=national/small-low-profit&was_known={before}");
        zone.get(who, &path).await.json()["items"].to_string()
    };
    assert!(changed("clerk").await.contains("6.17 万元"), "{}", changed("clerk").await);
    let told = changed("reader").await;
    assert!(!told.contains("6.17") && !told.contains("123.4567"), "{told}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rate_of_a_score_is_shown_in_its_unit() {
    let zone = zone().await;
    let code = code("MA012345");
    let years = ["2023", "2024", "2025"]
        .map(|year| format!(",{year}年资产总额(万元),{year}年负债总额(万元)"));
    let sheet = format!(
        "统一社会信用代码,企业名称,成立日期{}\n\
         {code},甲光电有限公司,2015-01-01,200,100,210,100,232,100\n",
        years.concat()
    );
    zone.bring("clerk", ("zichan.csv", "demo/tax"), &sheet).await;
    let waiting = zone.get("second", "/api/reviews").await.json();
    let look = json!({ "line": waiting["items"][0]["line"], "outcome": "accepted" });
    zone.post("second", "/api/reviews", &look).await;
    let listed = zone.get("clerk", "/api/enterprises?q=%E7%94%B2").await.json();
    let id = &listed["items"][0]["id"];
    let answers = zone.get("clerk", &format!("/api/enterprises/{id}/answers")).await.json();
    let answers = answers["items"].as_array().unwrap();
    let title = answers.iter().find(|one| one["policy"] == "national/high-tech").unwrap();
    let scores = title["scores"].as_array().unwrap();
    let rate = scores.iter().find(|one| one["name"] == "净资产增长率").unwrap();
    assert_eq!(rate["value"], "15.0%");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_one_park_sees_no_other() {
    let mut zone = zone().await;
    zone.hire("east", &[Role::Reader], Scope::Park("东区".to_owned()));
    let listed = zone.get("east", "/api/enterprises").await.json();
    assert_eq!(names(&listed), ["丙材料有限公司", "甲光电有限公司"]);
    assert_eq!(listed["total"], 2);
    let west = zone.get("clerk", "/api/enterprises?q=%E4%B9%99").await.json();
    let id = &west["items"][0]["id"];
    let answer = zone.get("east", &format!("/api/enterprises/{id}")).await;
    // It is told as nobody's number is: who asks number after number learns nothing.
    let nobody = zone.get("east", "/api/enterprises/99999").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert_eq!((answer.status, answer.json()), (nobody.status, nobody.json()));
    let task = json!({ "enterprise": id, "reason": "核对", "department": "科技局" });
    zone.hire("chief", &[Role::Leader], Scope::Park("东区".to_owned()));
    let given = zone.post("chief", "/api/tasks", &task).await;
    assert_eq!((given.status, given.json()), (nobody.status, nobody.json()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_enterprise_sees_its_own_file_and_nobody_elses() {
    let mut zone = zone().await;
    let listed = zone.get("clerk", "/api/enterprises?q=%E7%94%B2").await.json();
    let id = u32::try_from(listed["items"][0]["id"].as_u64().unwrap()).unwrap();
    let own = Scope::Own(zone::enterprise::SubjectId(id));
    zone.hire("jia", &[Role::Enterprise], own);
    assert_eq!(names(&zone.get("jia", "/api/enterprises").await.json()), ["甲光电有限公司"]);
    assert_eq!(zone.get("jia", &format!("/api/enterprises/{id}")).await.status, StatusCode::OK);
    let other = zone.get("jia", &format!("/api/enterprises/{}", (id + 1) % 3)).await;
    assert_eq!(other.code().as_deref(), Some("not-found"));
    assert_eq!(zone.get("jia", "/api/imports").await.code().as_deref(), Some("other-file"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_a_park_hands_out_verdicts_of_its_enterprises() {
    let mut zone = zone().await;
    zone.hire("east", &[Role::Clerk], Scope::Park("东区".to_owned()));
    let listed = zone.get("east", "/api/enterprises").await.json();
    let id = listed["items"][0]["id"].as_u64().unwrap();
    let asked = json!({ "policy": "demo/rd-grant" });
    let issued = zone.post("east", &format!("/api/enterprises/{id}/verdicts"), &asked).await;
    assert_eq!(issued.status, StatusCode::CREATED);
    let issued = issued.json();
    assert_eq!((&issued["id"], &issued["enterprises"]), (&json!(1), &json!([id])));
    let listed = zone.get("clerk", "/api/verdicts").await.json();
    assert_eq!(listed["items"], json!([issued]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_grows_is_read_in_pages_the_last_first() {
    let zone = zone().await;
    for enterprise in [0, 1, 2] {
        let task = json!({ "enterprise": enterprise, "reason": "核对", "department": "科技局" });
        zone.post("second", "/api/tasks", &task).await;
        let policy = json!({ "policy": "demo/rd-grant" });
        let path = format!("/api/enterprises/{enterprise}/verdicts");
        assert_eq!(zone.post("clerk", &path, &policy).await.status, StatusCode::CREATED);
    }
    let ask = |path: &'static str| {
        let zone = &zone;
        async move {
            let page = zone.get("clerk", path).await.json();
            let items = page["items"].as_array().unwrap_or_else(|| panic!("{path}: {page}"));
            let ids: Vec<u64> = items.iter().map(|item| item["id"].as_u64().unwrap()).collect();
            (ids, page["total"].as_u64(), page["next"].as_str().map(str::to_owned))
        }
    };
    for list in ["/api/tasks", "/api/verdicts"] {
        let [first, second] = match list {
            "/api/tasks" => ["/api/tasks?limit=2", "/api/tasks?limit=2&after=2"],
            _ => ["/api/verdicts?limit=2", "/api/verdicts?limit=2&after=2"],
        };
        assert_eq!(ask(first).await, (vec![3, 2], Some(3), Some("2".to_owned())));
        assert_eq!(ask(second).await, (vec![1], Some(3), None));
    }
    assert_eq!(ask("/api/verdicts?enterprise=1").await, (vec![2], Some(1), None));
    assert_eq!(ask("/api/tasks?enterprise=2").await, (vec![3], Some(1), None));
    assert_eq!(ask("/api/imports?limit=1").await, (vec![1], Some(1), None));
    assert_eq!(ask("/api/imports?after=1").await, (vec![], Some(1), None));
    for list in ["tasks", "verdicts", "imports"] {
        let refused = zone.get("clerk", &format!("/api/{list}?limit=501")).await;
        assert_eq!(refused.code().as_deref(), Some("unfit"), "{list}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_entered_at_any_place_and_gone_on_with_from_there() {
    let zone = zone().await;
    let ask = |query: &'static str| {
        let zone = &zone;
        async move { zone.get("clerk", &format!("/api/enterprises?{query}")).await.json() }
    };
    let all = ask("limit=3").await;
    let all = names(&all);
    let second = ask("limit=1&offset=1").await;
    assert_eq!((names(&second), &second["total"]), (vec![all[1]], &json!(3)));
    let next = second["next"].as_str().unwrap();
    let third = zone.get("clerk", &format!("/api/enterprises?limit=1&after={next}")).await.json();
    assert_eq!(names(&third), [all[2]]);
    // 所属园区 = "东区": places are counted among those who fit.
    let park =
        "where=%E6%89%80%E5%B1%9E%E5%9B%AD%E5%8C%BA%20%3D%20%22%E4%B8%9C%E5%8C%BA%22&offset=1";
    assert_eq!(names(&ask(park).await), ["甲光电有限公司"]);
    assert_eq!(names(&ask("offset=3").await), [""; 0]);
    for wrong in ["offset=4", "offset=1&after=1"] {
        let told = ask(wrong).await;
        assert_eq!((&told["code"], &told["path"]), (&json!("unfit"), &json!("offset")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_that_is_too_long_or_about_two_things_is_refused_and_not_cut_to_fit() {
    let zone = zone().await;
    let give = |days: u16, both: bool| {
        let zone = &zone;
        let mut task = json!({
            "enterprise": 0, "reason": "核对", "department": "科技局", "days": days,
            "policy": "demo/rd-grant",
        });
        if both {
            task["fact"] = json!("operating_revenue");
        }
        async move { zone.post("second", "/api/tasks", &task).await.json() }
    };
    for days in [0, 251] {
        let told = give(days, false).await;
        let said = format!("要写 1 到 250 个工作日，写的是 {days}");
        assert_eq!((&told["path"], &told["detail"]), (&json!("/days"), &json!(said)));
    }
    let told = give(5, true).await;
    assert_eq!((&told["code"], &told["path"]), (&json!("unfit"), &json!("/fact")));
    assert_eq!(zone.get("second", "/api/tasks").await.json()["total"], 0);
    assert_eq!(give(250, false).await["id"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_that_a_task_is_due_is_told_before_it_is_given() {
    let zone = zone().await;
    let ask = |days: &'static str| {
        let zone = &zone;
        async move { zone.get("second", &format!("/api/tasks/due{days}")).await.json() }
    };
    // Saturday 21 November 2026: the fifth working day is the Friday after it.
    let friday = json!({ "due": "2026-11-27", "provisional": false });
    assert_eq!([ask("").await, ask("?days=5").await], [friday.clone(), friday]);
    // The calendar of 2027 is not announced.
    let far = ask("?days=30").await;
    assert_eq!((&far["due"], &far["provisional"]), (&json!("2027-01-04"), &json!(true)));
    let given = json!({
        "enterprise": 0, "reason": "核对", "department": "科技局", "days": 30,
    });
    let given = zone.post("second", "/api/tasks", &given).await.json();
    assert_eq!(given["due"], far["due"]);
    let told = ask("?days=251").await;
    assert_eq!((&told["code"], &told["path"]), (&json!("unfit"), &json!("days")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_taken_back_as_one() {
    let zone = zone().await;
    let imports = zone.get("clerk", "/api/imports").await.json();
    let id = &imports["items"][0]["id"];
    assert_eq!(imports["items"][0]["at"], "2026-11-21T00:00:00.000Z");
    let (path, why) = (format!("/api/imports/{id}/undo"), json!({ "reason": "发错了" }));
    let undone = zone.post("clerk", &path, &why).await;
    assert_eq!(undone.status, StatusCode::CREATED);
    let again = zone.post("clerk", &path, &why).await;
    assert_eq!(again.code().as_deref(), Some("undone"));
    let listed = zone
        .get("clerk", "/api/enterprises?columns=operating_revenue:2025&q=%E7%94%B2")
        .await
        .json();
    // Nobody else spoke of the firms that it made: they went with it.
    assert_eq!((&listed["items"], &listed["total"]), (&json!([]), &json!(0)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_names_numbers_and_not_people() {
    let zone = zone().await;
    let journal = zone.get("auditor", "/api/journal?limit=500").await.json();
    let lines = journal["items"].as_array().unwrap();
    let import = lines.iter().find(|line| line["act"] == "import-facts").unwrap();
    assert_eq!(import["operator"], "U1");
    assert!(!import["detail"].to_string().contains("clerk某"), "a name is told, and never kept");
    let sentence = import["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("clerk某（科技局）于 2026-11-21 "), "{sentence}");
    assert!(sentence.ends_with(" 导入了“qiye.csv”"), "{sentence}");
    let mut ask = zone.request(Some("auditor"), (Method::GET, "/api/journal?limit=500"), None);
    ask.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
    let english = zone.send(ask).await.json();
    let mut lines = english["items"].as_array().unwrap().iter();
    let import = lines.find(|line| line["act"] == "import-facts").unwrap();
    let sentence = import["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("clerk某 (科技局) brought “qiye.csv” in, 2026-11-21 "),
        "{sentence}"
    );
    let verified = zone.post("auditor", "/api/journal/verify", &json!({})).await.json();
    assert_eq!(verified["broken"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_of_everyone_are_summed_and_the_silent_are_counted() {
    let zone = zone().await;
    let path = "/api/headline?facts=operating_revenue,nothing_of_the_kind";
    let told = zone.get("reader", path).await.json();
    let revenue = &told["items"][0];
    assert_eq!(revenue["name"], "营业收入");
    let years = json!([{
        "year": 2025, "day": "2025-12-31", "stages": ["settled"],
        "sum": "25000000", "known": 2, "unknown": 1,
    }]);
    assert_eq!(revenue["years"], years);
    // 25,000,000 of 180 亿元; nobody states the year that runs, of which 325 of 365 days passed.
    let plan = "示范高新区2026年发展计划（虚构示例）";
    let aims = json!([
        { "year": 2025, "value": "18000000000", "reached": "0.0014", "passed": "1",
          "source": plan, "cite": "demo/plan-2026#上年完成情况" },
        { "year": 2026, "value": "20000000000", "reached": null, "passed": "0.8904",
          "source": plan, "cite": "demo/plan-2026#主要目标" },
    ]);
    assert_eq!(revenue["targets"], aims);
    assert_eq!(revenue["same"], Json::Null, "nobody states two years");
    let nothing = &told["items"][1];
    assert_eq!((&nothing["fact"], &nothing["years"]), (&Json::Null, &json!([])));
    let other = zone.get("reader", "/api/headline?facts=net_profit").await.json();
    assert_eq!(other["items"][0]["targets"], json!([]), "no pack says what profit is to be");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_a_part_is_not_told_what_the_whole_is_to_reach() {
    let mut zone = zone().await;
    zone.hire("parkkeeper", &[Role::Reader], Scope::Park("东区".to_owned()));
    let told = zone.get("parkkeeper", "/api/headline?facts=operating_revenue").await.json();
    assert_eq!(told["items"][0]["targets"], json!([]));
    assert_ne!(told["items"][0]["years"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tasks_go_to_departments_in_which_somebody_does_them() {
    let zone = zone().await;
    let departments = zone.get("clerk", "/api/departments").await.json();
    assert_eq!(departments["items"], json!(["科技局"]));
}
