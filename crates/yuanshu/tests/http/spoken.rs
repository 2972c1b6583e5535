//! What is found in sheets, lists and figures is told in the reader's language.

use axum::http::{HeaderValue, Method, StatusCode, header};
use base::Uscc;
use serde_json::{Value as Json, json};

use super::kit::Zone;

/// What is told to a clerk who reads a language.
async fn told(
    zone: &Zone,
    language: &'static str,
    asked: (Method, &str),
    body: Option<&Json>,
) -> Json {
    let mut request = zone.request(Some("clerk"), asked, body);
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
    zone.send(request).await.json()
}

/// What is told to a clerk in Chinese and in English.
async fn both(zone: &Zone, asked: (Method, &str), body: Option<&Json>) -> [Json; 2] {
    let zh = told(zone, "zh-CN", asked.clone(), body).await;
    [zh, told(zone, "en", asked, body).await]
}

/// The clerk sends a sheet of text; how it is told once it was looked at.
async fn looked(zone: &Zone, text: &str) -> [Json; 2] {
    let sent = zone.upload("clerk", ("a.csv", "demo/tax"), text).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&sent.body));
    let id = sent.json()["id"].clone();
    zone.looked("clerk", &id).await;
    both(zone, (Method::GET, &format!("/api/drafts/{id}")), None).await
}

/// A heading, and a row of each number.
fn sheet(rows: &[(u32, &str, &str)]) -> String {
    let mut text = "统一社会信用代码,企业名称,2025年 营业收入(万元)".to_owned();
    for (code, name, revenue) in rows {
        text.extend(["\n", Uscc::synthetic(*code).as_str(), ",", name, ",", revenue]);
    }
    text + "\n"
}

fn hints(told: &Json) -> Vec<&str> {
    let faults = told["looked"]["faults"].as_array().unwrap().iter();
    faults.map(|fault| fault["hint"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn remarks_on_a_sheet_and_why_it_cannot_be_read() {
    let zone = Zone::staffed();
    let rows = [(1, "甲公司", "约五百"), (2, "乙公司", "-"), (3, "丙公司", "-5")];
    let [zh, en] = looked(&zone, &sheet(&rows)).await;
    assert_eq!(
        hints(&zh),
        [
            "应为数值；请只填数字，单位写在表头",
            "按待补数据理解；确为零请填 0",
            "小于可能的下限 0；请核对"
        ]
    );
    assert_eq!(
        hints(&en),
        [
            "a number is wanted; write the figure alone, and its unit in the heading",
            "taken as missing; write 0 where it is zero",
            "less than can be, 0; check it"
        ]
    );
    // Nothing else of it is worded.
    let [zh, en] = [zh, en].map(|mut told| {
        told["looked"]["faults"].take();
        told
    });
    assert_eq!(zh, en);
    let [zh, en] = looked(&zone, "名称未知,数\n甲,1\n").await;
    assert_eq!([&zh["state"], &en["state"]], ["failed", "failed"]);
    assert_eq!(
        [&zh["failed"], &en["failed"]],
        [
            "没有读到任何企业。a.csv a：没有找到认识的表头，本表未读",
            "No enterprise was read. a.csv a: no heading that is known was found; the sheet is not read"
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_that_cannot_be_followed() {
    let zone = Zone::staffed();
    let sent = zone.upload("clerk", ("a.csv", "demo/tax"), &sheet(&[(1, "甲公司", "5")])).await;
    let id = sent.json()["id"].clone();
    let mut plan = zone.looked("clerk", &id).await["looked"]["plan"].clone();
    plan["column"][2]["unit"] = json!("人");
    let path = format!("/api/drafts/{id}");
    let put = zone.request(
        Some("clerk"),
        (Method::PUT, &format!("{path}/plan")),
        Some(&json!({ "plan": plan })),
    );
    assert_eq!(zone.send(put).await.status, StatusCode::ACCEPTED);
    zone.looked("clerk", &id).await;
    let [zh, en] = both(&zone, (Method::GET, &path), None).await;
    let units = "分钱、角、元、百元、千元、万元、十万元、百万元";
    assert_eq!(
        zh["failed"],
        format!("导入方案 a C列“2025年 营业收入(万元)”：营业收入 的单位不能是“人”；可写：{units}")
    );
    let units = units.replace('、', ", ");
    assert_eq!(
        en["failed"],
        format!(
            "the plan, sheet a, column C “2025年 营业收入(万元)”: 营业收入 cannot have the unit “人”; there are: {units}"
        )
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_list_means_and_what_is_missing_of_them() {
    let zone = Zone::staffed();
    zone.bring("clerk", ("a.csv", "demo/tax"), &sheet(&[(1, "甲公司", "5"), (2, "乙公司", "")]))
        .await;
    let code = Uscc::synthetic(1).to_string();
    let text = format!("企业名称,统一社会信用代码\n丁公司,{code}\n乙公司,\n戊公司,\n");
    let asked = json!({ "text": text, "columns": [] });
    let [zh, en] = both(&zone, (Method::POST, "/api/matches"), Some(&asked)).await;
    let why = |told: &Json| {
        let items = told["items"].as_array().unwrap().iter();
        items.map(|item| item["why"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let said = |check: &str, none: &str| [Some(check.to_owned()), None, Some(none.to_owned())];
    assert_eq!(
        why(&zh),
        said("按代码认定；登记库里这个代码的名称是“甲公司”，请核对", "登记库里没有这个名称")
    );
    assert_eq!(
        why(&en),
        said(
            "taken by its code, whose name in the register is “甲公司”; check it",
            "the register has no such name"
        )
    );
    let asked = json!({ "text": "乙公司", "columns": ["职工总数"] });
    let [zh, en] = both(&zone, (Method::POST, "/api/fills/list"), Some(&asked)).await;
    let sentences = |told: &Json| (told["told"].clone(), told["missing"][0]["why"].clone());
    let day = zone.app.today();
    assert_eq!(
        sentences(&zh),
        (
            json!([
                "名单 1 行：匹配 1，请核对 0，待确认 0，未找到 0",
                format!("填入 0 格，其中待核 0 格；缺 1 格（数据截至 {day}）")
            ]),
            json!("登记库里没有2025年的职工总数")
        )
    );
    assert_eq!(
        sentences(&en),
        (
            json!([
                "1 lines: 1 matched, 0 to be checked, 0 to be confirmed, 0 not found",
                format!(
                    "0 cells filled, of which 0 are to be checked; 1 missing (data as of {day})"
                )
            ]),
            json!("the register has no 职工总数 of 2025")
        )
    );
    let asked = json!({ "text": "乙公司", "columns": ["没有的指标"] });
    let [zh, en] = both(&zone, (Method::POST, "/api/fills/list"), Some(&asked)).await;
    assert!(zh["detail"].as_str().unwrap().starts_with("指标字典里没有“没有的指标”；"), "{zh}");
    let detail = en["detail"].as_str().unwrap();
    assert!(detail.starts_with("the dictionary has no “没有的指标”; "), "{detail}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_doubted_of_a_figure() {
    let zone = super::register::zone().await;
    let correct = |value: &str| {
        json!({
            "fact": "rd_expense_accounting", "year": 2025, "value": value, "feed": "demo/tax",
            "reason": "笔误",
        })
    };
    let path = (Method::POST, "/api/enterprises/0/corrections");
    let zh = told(&zone, "zh-CN", path.clone(), Some(&correct("2000.01 万元"))).await;
    assert_eq!(
        zh["doubt"],
        "大于登记库里它所属的营业收入（2,000.00 万元，2025年，税务数据交换（示例））；请核对两处"
    );
    let en = told(&zone, "en", path.clone(), Some(&correct("2000.02 万元"))).await;
    assert_eq!(
        en["doubt"],
        "more than the 营业收入 of the register that it is a part of (2,000.00 万元, 2025, 税务数据交换（示例）); check both"
    );
    let en = told(&zone, "en", path, Some(&correct("约五百"))).await;
    assert_eq!(
        en["detail"],
        "“约五百” cannot be read: a number is wanted, with its unit behind it, such as 1200.5 万元"
    );
}
