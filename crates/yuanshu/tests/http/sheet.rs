//! Lists that are taken out as workbooks.

use axum::http::{StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use serde_json::json;
use yuanshu::register::Serving;
use zone::people::{Role, Scope};

use super::kit::{Answer, Zone, folder, packs};
use super::register::{filled, zone};

/// The rows of a sheet, as text.
pub(super) fn rows(answer: &Answer, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(answer.body.clone())).unwrap();
    let cells = book.worksheet_range(sheet).unwrap();
    cells.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

const PATH: &str = "/api/enterprises.xlsx?columns=operating_revenue:2025,rd_expense_accounting:2025\
                    &where=%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5%5B-1%5D%20%3E%3D%20100%20%E4%B8%87%E5%85%83&sort=-operating_revenue:2025";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_goes_out_with_its_filter_its_order_and_its_columns() {
    let zone = zone().await;
    let answer = zone.get("clerk", PATH).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let name = "attachment; filename*=UTF-8''%E4%BC%81%E4%B8%9A%E6%B8%85%E5%8D%95-2026-11-21.xlsx";
    assert_eq!(answer.headers[header::CONTENT_DISPOSITION], name);
    let list = rows(&answer, "企业清单");
    let heads = ["统一社会信用代码", "企业名称", "营业收入 2025（万元）", "研发费用 2025（万元）"];
    assert_eq!(list[0], heads);
    let firms: Vec<[&str; 3]> =
        list[1..].iter().map(|row| [row[1].as_str(), row[2].as_str(), row[3].as_str()]).collect();
    assert_eq!(firms, [["甲光电有限公司", "2000", "120"], ["乙软件有限公司", "500", "60"]]);
    let notes = rows(&answer, "说明");
    let said = |what: &str| notes.iter().find(|row| row[0] == what).map(|row| row[1].clone());
    assert_eq!(said("行数").as_deref(), Some("2"));
    assert_eq!(said("缺数").as_deref(), Some("另有 1 家缺数，不知道是否合条件，没有列"));
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    let expected = json!({
        "fill": "企业清单-2026-11-21.xlsx",
        "enterprises": 2,
        "columns": ["营业收入 2025（万元）", "研发费用 2025（万元）"],
    });
    assert_eq!(
        (&journal["items"][0]["act"], &journal["items"][0]["detail"]),
        (&json!("export-facts"), &expected)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_its_source_keeps_in_the_house_does_not_go_out() {
    let zone = zone().await;
    let text = "统一社会信用代码,企业名称,2024年营业收入(万元)\n";
    let code = zone.get("clerk", "/api/enterprises").await.json();
    let code = code["items"][0]["code"].as_str().unwrap().to_owned();
    let name = "丙材料有限公司";
    zone.bring("clerk", ("diaocha.csv", "demo/survey"), &format!("{text}{code},{name},100\n"))
        .await;
    let path = "/api/enterprises.xlsx?columns=operating_revenue:2024,operating_revenue:2025";
    let answer = zone.get("clerk", path).await;
    let list = rows(&answer, "企业清单");
    assert!(list[1..].iter().all(|row| row[2].is_empty()), "{list:?}");
    assert!(list[1..].iter().any(|row| row[3] == "2000"), "{list:?}");
}

/// 营业收入
const REVENUE: &str = "%E8%90%A5%E4%B8%9A%E6%94%B6%E5%85%A5";

/// What the grant for research is called.
fn turned_by(zone: &Zone) -> String {
    let content = zone.app.content();
    let shelf = &content.content.shelf;
    shelf.policies.iter().find(|policy| policy.id == "demo/rd-grant").unwrap().title.clone()
}

/// A zone with a source that verdicts may use, and that does not go out.
async fn guarded() -> (Zone, std::path::PathBuf) {
    let extra = folder().join("extra");
    std::fs::create_dir_all(extra.join("feed")).unwrap();
    let feed = "status = \"demo\"\n[[feed]]\nid = \"extra/house\"\ntitle = \"只供测算\"\n\
                department = \"示范高新区科技局（虚构）\"\nbasis = \"授权只用于测算\"\n\
                cite = \"demo/data-catalogue#第三项\"\nuses = [\"verdict\"]\nstage = \"annual\"\n";
    std::fs::write(extra.join("feed/house.toml"), feed).unwrap();
    let folders = packs().into_iter().chain([extra.clone()]).collect();
    let serving = Serving { rate: Some(0), ..Serving::default() };
    let mut zone = filled(Zone::reading(serving, None, folders)).await;
    zone.hire("steward", &[Role::Steward], Scope::Zone);
    (zone, extra)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_serves_verdicts_alone_is_in_them_and_goes_out_in_no_list() {
    let (zone, extra) = guarded().await;
    let whole = async || {
        let answer = zone.post("steward", "/api/export.xlsx", &json!({})).await;
        [rows(&answer, "出处").len(), rows(&answer, "数据").len()]
    };
    let [origins, values] = whole().await;
    let line = zone.get("auditor", "/api/journal?limit=1").await.json()["items"][0]["id"].clone();
    let name = "丙材料有限公司";
    let listed = zone.get("clerk", "/api/enterprises?q=%E4%B8%99").await.json();
    let code = listed["items"][0]["code"].as_str().unwrap();
    let heads = "统一社会信用代码,企业名称,2025年营业收入(万元),2025年研发费用(万元)";
    let text = format!("{heads}\n{code},{name},100,1\n");
    zone.bring("clerk", ("neibu.csv", "extra/house"), &text).await;
    let waiting = zone.get("second", "/api/reviews").await.json();
    let look = json!({ "line": waiting["items"][0]["line"], "outcome": "accepted" });
    assert_eq!(zone.post("second", "/api/reviews", &look).await.status, StatusCode::CREATED);
    let query = "q=%E4%B8%99&columns=operating_revenue:2025";
    let seen = zone.get("clerk", &format!("/api/enterprises?{query}")).await.json();
    assert_eq!(seen["items"][0]["cells"], json!(["1000000"]));
    let out = rows(&zone.get("clerk", &format!("/api/enterprises.xlsx?{query}")).await, "企业清单");
    assert_eq!((out[1][1].as_str(), out[1][2].as_str()), (name, ""));
    let query = format!("policy=demo/rd-grant&was_known={line}");
    let turned = zone.get("clerk", &format!("/api/changes?{query}")).await.json();
    assert_eq!((&turned["total"], &turned["items"][0]["name"]), (&json!(1), &json!(name)));
    let out = zone.get("clerk", &format!("/api/changes.xlsx?{query}")).await;
    assert_eq!(rows(&out, "测算结果的变化").len(), 1, "the heading alone");
    let path = format!("/api/enterprises/{}/answers.xlsx", seen["items"][0]["id"]);
    let out = rows(&zone.get("clerk", &path).await, "各项测算");
    let grant = out.iter().find(|row| row[0] == turned_by(&zone)).unwrap();
    assert_eq!((grant[2].as_str(), grant[6].as_str()), ("不符合", "依据的数，来源不允许导出"));
    let sums = format!("/api/headline.xlsx?facts={REVENUE}");
    let out = rows(&zone.get("clerk", &sums).await, "主要指标合计");
    assert_eq!((out[1][6].as_str(), out[1][7].as_str()), ("2500", "2"));
    assert_eq!(whole().await, [origins + 2, values]);
    std::fs::remove_dir_all(extra.parent().unwrap()).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_look_may_not_take_out_and_who_has_a_park_takes_that() {
    let mut zone = zone().await;
    assert_eq!(zone.get("reader", PATH).await.code().as_deref(), Some("no-role"));
    zone.hire("east", &[Role::Clerk], Scope::Park("东区".to_owned()));
    let answer = zone.get("east", "/api/enterprises.xlsx").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let list = rows(&answer, "企业清单");
    let firms: Vec<&str> = list[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(firms, ["丙材料有限公司", "甲光电有限公司"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_of_work_and_papers_go_out_whole() {
    let zone = zone().await;
    let shown = zone.get("clerk", "/api/ladder?list=unknown&limit=500").await.json();
    let answer = zone.get("clerk", "/api/ladder.xlsx?list=unknown").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let list = rows(&answer, "待补数据");
    assert_eq!(json!(list.len() - 1), shown["total"]);
    let heads = ["统一社会信用代码", "企业名称", "政策", "结果", "差的一步", "缺的数"];
    assert_eq!(list[0], heads);
    let items = shown["items"].as_array().unwrap().iter().zip(&list[1..]);
    for (item, row) in items {
        let missing: Vec<&str> =
            item["missing"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        let wanted = [&item["code"], &item["name"], &item["title"], &item["standing"]];
        let wanted = wanted.map(|value| value.as_str().unwrap_or_default().to_owned());
        assert_eq!((&row[..4], row[5].as_str()), (&wanted[..], missing.join("、").as_str()));
    }
    let answer = zone.get("clerk", "/api/papers.xlsx").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    assert_eq!(rows(&answer, "证书到期").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sums_of_everybody_go_out_with_who_stands_behind_them() {
    let zone = zone().await;
    let path = format!("/api/headline.xlsx?facts={REVENUE},%E6%97%A0");
    let answer = zone.get("clerk", &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let list = rows(&answer, "主要指标合计");
    let told = ["营业收入", "万元", "2025", "2500", "2", "1"];
    let of = |row: &Vec<String>| [0, 2, 3, 6, 7, 8].map(|at| row[at].clone());
    assert_eq!(of(&list[1]), told);
    let unknown = list.last().unwrap();
    assert_eq!((unknown[0].as_str(), unknown[6].as_str()), ("无", "未接入"));
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    let expected = json!({
        "fill": "主要指标合计-2026-11-21.xlsx", "enterprises": 3, "columns": ["营业收入", "无"],
    });
    assert_eq!(journal["items"][0]["detail"], expected);
    assert_eq!(zone.get("reader", &path).await.code().as_deref(), Some("no-role"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_policies_say_of_one_firm_goes_out_as_the_page_has_it() {
    let zone = zone().await;
    let shown = zone.get("clerk", "/api/enterprises/0/answers").await.json();
    let answer = zone.get("clerk", "/api/enterprises/0/answers.xlsx").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
    let list = rows(&answer, "各项测算");
    let items = shown["items"].as_array().unwrap();
    assert_eq!(json!(list.len() - 1), shown["total"]);
    for (item, row) in items.iter().zip(&list[1..]) {
        let text = |field: &str| item[field].as_str().unwrap_or_default().to_owned();
        let wanted = ["title", "kind", "standing", "held", "window", "value", "sentence"].map(text);
        assert_eq!(row[..7], wanted);
    }
    let notes = rows(&answer, "说明");
    assert!(notes.contains(&vec!["企业名称".to_owned(), "甲光电有限公司".to_owned()]), "{notes:?}");
    let journal = zone.get("auditor", "/api/journal?limit=1").await.json();
    let expected = json!({
        "fill": "各项测算-第0号-2026-11-21.xlsx", "enterprises": 1, "columns": ["各项测算"],
    });
    assert_eq!(journal["items"][0]["detail"], expected);
    let nobody = zone.get("clerk", "/api/enterprises/99/answers.xlsx").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_worked_out_stands_in_lists_and_orders_them() {
    let zone = zone().await;
    let firms = zone.get("clerk", "/api/enterprises").await.json();
    let firm = |at: usize| {
        let of = |key: &str| firms["items"][at][key].as_str().unwrap().to_owned();
        format!("{},{}", of("code"), of("name"))
    };
    let text = format!(
        "统一社会信用代码,企业名称,2025年资产总额(万元),2025年负债总额(万元)\n\
         {},300,100\n{},400,300\n{},500,\n",
        firm(0),
        firm(1),
        firm(2)
    );
    zone.bring("clerk", ("zichan.csv", "demo/report"), &text).await;
    let wanted =
        "columns=liability_ratio:2025,net_assets:2025,holds_hightech&sort=-liability_ratio:2025";
    let listed = zone.get("clerk", &format!("/api/enterprises?{wanted}")).await.json();
    let cells: Vec<_> =
        listed["items"].as_array().unwrap().iter().map(|one| &one["cells"]).collect();
    assert_eq!(
        cells,
        [
            &json!(["0.75", "1000000", null]),
            &json!(["0.333333333", "2000000", null]),
            &json!([null, null, null])
        ]
    );
    let answer = zone.get("clerk", &format!("/api/enterprises.xlsx?{wanted}")).await;
    let list = rows(&answer, "企业清单");
    let cells: Vec<[&str; 2]> = list.iter().map(|row| [row[2].as_str(), row[3].as_str()]).collect();
    assert_eq!(
        cells,
        [
            ["资产负债率 2025", "净资产 2025（万元）"],
            ["75%", "100"],
            ["33.3333333%", "200"],
            ["", ""]
        ]
    );
}
