//! The library over HTTP: what the page of one policy is made of.

use serde_json::{Value as Json, json};

use super::register::zone;

/// A band of a table, as the page of a policy has it.
fn band(test: &str, points: &str, most: &str) -> Json {
    json!({ "test": test, "points": points, "most": most, "formula": null, "class": null })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_band_of_a_score_says_what_it_gives() {
    let zone = zone().await;
    let policy = zone.get("clerk", "/api/policies/national/high-tech").await.json();
    let indicator = |name: &str| -> Json {
        let all = policy["indicators"].as_array().unwrap();
        all.iter().find(|one| one["name"] == name).unwrap().clone()
    };
    assert_eq!(
        indicator("销售收入增长得分")["bands"],
        json!([
            band("销售收入增长率 >= 35%", "9", "10"),
            band("销售收入增长率 >= 25%", "7", "8"),
            band("销售收入增长率 >= 15%", "5", "6"),
            band("销售收入增长率 >= 5%", "3", "4"),
            band("销售收入增长率 > 0", "1", "2"),
            band("-", "0", "0"),
        ])
    );
    // What follows by a formula is told by it, as the pack writes it.
    let formula = "if 销售收入[-2] = 0 then 0 else if count(last(销售收入, 3)) < 3 then \
        销售收入[-1] / 销售收入[-2] - 1 else if 销售收入[-3] = 0 then 销售收入[-1] / 销售收入[-2] - 1 \
        else (销售收入[-2] / 销售收入[-3] + 销售收入[-1] / 销售收入[-2]) / 2 - 1";
    let none = Json::Null;
    assert_eq!(
        indicator("销售收入增长率")["bands"],
        json!([{ "test": "-", "points": none, "most": none, "formula": formula, "class": none }])
    );
    let whole = indicator("成长性得分");
    assert_eq!(whole["sum"], json!(["净资产增长得分", "销售收入增长得分"]));
    assert_eq!((&whole["bands"], &whole["best"]), (&json!([]), &json!([])));
}
