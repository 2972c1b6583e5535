//! Figures on which sources are at odds: counted on the first page, listed with who settles them.

use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use zone::people::{Role, Scope};

use super::kit::Zone;
use super::register::zone;

const TAX: &str = "示范高新区税务局（虚构）";
const OWNER: &str = "示范高新区经济发展局（虚构）";

/// Has two sources say how many people 甲光电有限公司 has; returns its number.
async fn at_odds(zone: &Zone) -> Json {
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let firm = &listed["items"][0];
    for (feed, staff) in [("demo/market", "100"), ("demo/report", "120")] {
        let (code, name) = (firm["code"].as_str().unwrap(), firm["name"].as_str().unwrap());
        let sheet = format!("统一社会信用代码,企业名称,2025年职工总数\n{code},{name},{staff}\n");
        zone.bring("clerk", ("renshu.csv", feed), &sheet).await;
    }
    let waiting = zone.get("second", "/api/reviews").await.json();
    for one in waiting["items"].as_array().unwrap() {
        let look = json!({ "line": one["line"], "outcome": "accepted" });
        let looked = zone.post("second", "/api/reviews", &look).await;
        assert_eq!(looked.status, StatusCode::CREATED, "{waiting}");
    }
    firm["id"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_at_odds_are_listed_with_who_settles_them() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Department(OWNER.to_owned()));
    zone.hire("west", &[Role::Reader], Scope::Park("西区".to_owned()));
    let id = at_odds(&zone).await;
    for (who, all, mine) in [("clerk", 1, 0), ("steward", 1, 1), ("west", 0, 0)] {
        let home = zone.get(who, "/api/home").await.json();
        assert_eq!(home["disputed"], json!({ "all": all, "mine": mine }), "{who}");
        for (path, count) in [("/api/disputes", all), ("/api/disputes?mine=true", mine)] {
            let listed = zone.get(who, path).await.json();
            assert_eq!(listed["total"], json!(count), "{who} {path}");
            assert_eq!(listed["items"].as_array().map(Vec::len), Some(count), "{who} {path}");
        }
    }
    let listed = zone.get("steward", "/api/disputes").await.json();
    let odd = &listed["items"][0];
    assert_eq!((&odd["enterprise"]["id"], &odd["settles"]), (&id, &json!(true)));
    let figure = &odd["figure"];
    let of = ["name", "year", "ground", "department", "stands"].map(|name| figure[name].clone());
    assert_eq!(json!(of), json!(["职工总数", 2025, "disputed", OWNER, null]));
    let said = figure["others"].as_array().unwrap().iter();
    let said: Vec<_> = said.map(|one| json!([one["source"]["feed"], one["shown"]])).collect();
    let (market, report) = ("市场主体登记与年报（示例）", "企业填报（示例）");
    assert_eq!(json!(said), json!([[report, "120 人"], [market, "100 人"]]));
    let sheet = zone.get("clerk", "/api/disputes.xlsx").await;
    let table = super::sheet::rows(&sheet, "数据不一致");
    assert_eq!(table[1][2..6], ["甲光电有限公司", "职工总数", "2025", OWNER]);
    assert_eq!(
        table[1][6],
        format!("{report}、{market}"),
        "the sources, and none of their figures"
    );
    let mine = zone.get("clerk", "/api/disputes.xlsx?mine=true").await;
    assert_eq!(super::sheet::rows(&mine, "数据不一致").len(), 1);
    let clerk = zone.get("clerk", "/api/disputes").await.json();
    assert_eq!(clerk["items"][0]["settles"], json!(false));
    // Once it is settled it is at odds no more.
    let word = json!({
        "fact": "职工总数", "year": 2025, "reason": "以年报为准",
        "origin": figure["others"][0]["origin"], "line": figure["others"][0]["line"],
    });
    let path = format!("/api/enterprises/{id}/settlements");
    let settled = zone.post("steward", &path, &word).await;
    assert_eq!(settled.status, StatusCode::CREATED, "{:?}", settled.json());
    let listed = zone.get("steward", "/api/disputes").await.json();
    assert_eq!((&listed["total"], &listed["items"]), (&json!(0), &json!([])));
    let again = zone.post("steward", &path, &word).await;
    let line = &settled.json()["line"];
    let said = format!("已核定以它为准（日志第 {line} 笔：以年报为准），没有变，没有再写");
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = again.json();
    assert_eq!((&told["path"], &told["detail"]), (&json!("/origin"), &json!(said)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_rows_of_one_column_the_one_that_counts_is_named() {
    let mut zone = zone().await;
    zone.hire("steward", &[Role::Steward], Scope::Department(TAX.to_owned()));
    zone.hire("joiner", &[Role::Steward], Scope::Zone);
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let into = listed["items"][0]["id"].clone();
    let listed = zone.get("clerk", "/api/enterprises?q=yrj").await.json();
    let merge = json!({ "file": listed["items"][0]["id"], "into": into, "reason": "换过代码" });
    let merged = zone.post("joiner", "/api/merges", &merge).await;
    assert_eq!(merged.status, StatusCode::CREATED, "{:?}", merged.json());
    let odd = zone.get("steward", "/api/disputes").await.json();
    let mut figures = odd["items"].as_array().unwrap().iter().map(|odd| &odd["figure"]);
    let revenue = figures.find(|figure| figure["name"] == "营业收入").unwrap();
    let others = revenue["others"].as_array().unwrap();
    let of = |at: usize| ["origin", "line"].map(|key| others[at][key].clone());
    assert_eq!((others.len(), of(0)), (2, of(1)));
    let [origin, line] = of(0);
    let word = |row: Option<&Json>| json!({ "fact": "营业收入", "year": 2025, "reason": "核对过", "origin": origin, "line": line, "row": row });
    let path = format!("/api/enterprises/{into}/settlements");
    let day = &others[0]["at"].as_str().unwrap()[..10];
    let told = |value: &str, cell: &str| {
        format!(
            "{value} 万元, qiye.csv qiye!{cell}（税务数据交换（示例），汇缴）, line {line} of {day}"
        )
    };
    let said = format!(
        "demo/tax says 2 figures; say which one counts: {}; {}",
        told("500.00", "D3"),
        told("2,000.00", "D2")
    );
    let asked = zone.request(Some("steward"), (Method::POST, &path), Some(&word(None)));
    let (mut head, body) = asked.into_parts();
    head.headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
    let refused = zone.send(Request::from_parts(head, body)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.json();
    assert_eq!((&refused["path"], &refused["detail"]), (&json!("/row"), &json!(said)));
    let settled = zone.post("steward", &path, &word(Some(&others[1]["row"]))).await;
    assert_eq!(settled.status, StatusCode::CREATED, "{:?}", settled.json());
    let odd = zone.get("steward", "/api/disputes").await.json();
    let names = odd["items"].as_array().unwrap().iter().map(|odd| &odd["figure"]["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["所属园区", "研发费用"]);
    let file = zone.get("steward", &format!("/api/enterprises/{into}")).await.json();
    let mut facts = file["facts"].as_array().unwrap().iter();
    let revenue = facts.find(|fact| fact["name"] == "营业收入").unwrap();
    assert_eq!(revenue["figures"][0]["stands"]["row"], others[1]["row"]);
}
