//! The reader's language: which one is asked for, and that everything is said in it.

use axum::http::{HeaderValue, Method, StatusCode, header};
use serde_json::{Value as Json, json};

use super::kit::{Zone, percent};

/// What somebody who is not signed in is told by a browser that asks for languages.
async fn told(zone: &Zone, languages: &str) -> Json {
    let mut request = zone.request(None, (Method::GET, "/api/session"), None);
    let languages = HeaderValue::from_str(languages).unwrap();
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, languages);
    zone.send(request).await.json()["detail"].clone()
}

#[tokio::test]
async fn the_language_that_is_wanted_most_is_spoken() {
    let zone = Zone::empty();
    let (english, chinese) =
        (json!("not signed in, or the session has ended"), json!("没有登录，或登录已过期"));
    for asked in ["en", "EN-gb", "en-US,en;q=0.9", "zh;q=0.5, en;q=0.9", "fr, en;q=0.8", "en,zh"] {
        assert_eq!(told(&zone, asked).await, english, "{asked}");
    }
    let chinese_asked =
        ["", "zh-CN,zh;q=0.9,en;q=0.8", "fr", "*", "en;q=0", "en;q=0.5,zh", "zh,en", "en;q=x"];
    for asked in chinese_asked {
        assert_eq!(told(&zone, asked).await, chinese, "{asked}");
    }
}

/// What a path says to a clerk in Chinese and in English, with the tag of each where it has one.
async fn both(zone: &Zone, path: &str) -> [(Json, Option<String>); 2] {
    let mut told = Vec::new();
    for language in ["zh-CN", "en"] {
        let mut request = zone.request(Some("clerk"), (Method::GET, path), None);
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        let answer = zone.send(request).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let vary = answer.headers.get_all(header::VARY);
        assert!(vary.iter().any(|name| name == "accept-language"), "{path} {vary:?}");
        let tag = answer.headers.get(header::ETAG).map(|tag| tag.to_str().unwrap().to_owned());
        told.push((answer.json(), tag));
    }
    told.try_into().unwrap()
}

/// Of an answer about an enterprise what is worded.
fn worded(told: &Json, policy: &str) -> Json {
    let items = told["items"].as_array().unwrap();
    let answer = items.iter().find(|item| item["policy"] == policy).unwrap();
    let words = ["kind", "status", "word", "standing", "held", "window", "sentence"];
    words.iter().map(|word| answer[*word].clone()).collect()
}

/// What an answer compared, lacks and counted, as far as it is told in that many words.
fn says(told: &Json, (policy, words): (&str, &str)) -> Vec<String> {
    let items = told["items"].as_array().unwrap();
    let answer = items.iter().find(|item| item["policy"] == policy).unwrap();
    let list = |of: &Json| of.as_array().unwrap().clone();
    let clauses = list(&answer["clauses"]).into_iter();
    let sums = clauses.clone().flat_map(|clause| list(&clause["sums"]));
    let sums = sums.map(|sum| sum["says"].clone());
    let gaps = clauses.flat_map(|clause| list(&clause["gaps"]));
    let scores = list(&answer["scores"]).into_iter().flat_map(|score| list(&score["says"]));
    let all = sums.chain(gaps).chain(scores).map(|says| says.as_str().unwrap().to_owned());
    all.filter(|says| says.contains(words)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_computed_is_told_in_the_readers_language() {
    let zone = super::register::zone().await;
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let path = format!("/api/enterprises/{}/answers", listed["items"][0]["id"]);
    // Asked again, what was kept is told in the language that it is asked for.
    let first = both(&zone, &path).await;
    let told = both(&zone, &path).await;
    assert_eq!(told, first);
    let [(zh, _), (en, _)] = told;
    assert_eq!(
        [&zh["note"], &en["note"]],
        [
            "测算结果仅供参考，以主管部门认定为准",
            "Computed for reference only; the competent department's recognition decides"
        ]
    );
    let title = "national/high-tech";
    let [window, missing] = ["申报时间未知", "缺 境内注册、居民企业、成立日期等，补齐后才能判定"];
    assert_eq!(
        worded(&zh, title),
        json!(["称号", "二手来源", "待补数据", "待补数据", "认定情况待补", window, missing])
    );
    let window = "time of application not known";
    let missing = "missing: 境内注册, 居民企业, 成立日期 and more; decided once known";
    let held = "not known whether recognised";
    assert_eq!(
        worded(&en, title),
        json!(["title", "read in a copy", "data missing", "data missing", held, window, missing])
    );
    let both = |of| [says(&zh, of), says(&en, of)].map(|says| says.join("|"));
    assert_eq!(
        both(("national/little-giant", "5,000 万元")),
        ["营业收入 2,000.00 万元 < 5,000 万元"; 2]
    );
    assert_eq!(
        both(("national/little-giant", "3,000.00 万元")),
        ["营业收入还差 3,000.00 万元", "营业收入 is short by 3,000.00 万元"]
    );
    assert_eq!(
        both((title, "365")),
        [
            "申请日 2026-11-21 − 成立日期 待补 = 待补，要求 ≥ 365 天",
            "day of application 2026-11-21 − 成立日期 missing = missing; asked for: ≥ 365 days"
        ]
    );
    // What gives points by a formula is told with its figures.
    assert_eq!(
        both((title, "销售收入 ")).map(|says| says.split('|').next_back().unwrap().to_owned()),
        [
            "0 或 销售收入 待补 ÷ 2024年销售收入 待补 − 1 或 （2024年销售收入 待补 ÷ 2023年销售收入 \
             待补 ＋ 销售收入 待补 ÷ 2024年销售收入 待补） ÷ 2 − 1（按所缺的数定）",
            "0 or 销售收入 missing ÷ 销售收入 of 2024 missing − 1 or (销售收入 of 2024 missing ÷ \
             销售收入 of 2023 missing ＋ 销售收入 missing ÷ 销售收入 of 2024 missing) ÷ 2 − 1 \
             (as what is missing will tell)"
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_and_the_library_are_told_in_the_readers_language() {
    let zone = super::register::zone().await;
    let [(zh, _), (en, _)] = both(&zone, "/api/policies").await;
    let of = |told: &Json| {
        let items = told["items"].as_array().unwrap();
        let grant = items.iter().find(|item| item["id"] == "demo/rd-grant").unwrap();
        ["type", "kind", "trust", "status"].map(|name| grant[name].as_str().unwrap().to_owned())
    };
    assert_eq!(
        [of(&zh), of(&en)],
        [["grant", "资助", "demo", "示例"], ["grant", "grant", "demo", "invented"]]
    );
    let path = "/api/ladder?list=unknown&policy=national/high-tech&limit=1";
    let [(zh, _), (en, _)] = both(&zone, path).await;
    assert_eq!(
        [&zh["items"][0]["standing"], &en["items"][0]["standing"]],
        ["待补数据", "data missing"]
    );
    // Of clauses only where they are written is worded; each language has its tag.
    let [(zh, one), (en, other)] = both(&zone, "/api/clauses").await;
    assert_eq!(zh["total"], en["total"]);
    let whole = zone.get("clerk", "/api/clauses").await;
    assert_eq!(whole.headers[header::ETAG], *one.clone().unwrap());
    let tag = |tag: Option<String>| tag.unwrap().trim_matches('"').to_owned();
    let (one, other) = (tag(one), tag(other));
    assert_eq!(one.strip_suffix("-zh").unwrap(), other.strip_suffix("-en").unwrap());
    // A file's tag is of its state, whatever the language.
    let listed = zone.get("clerk", "/api/enterprises?q=jgd").await.json();
    let path = format!("/api/enterprises/{}", listed["items"][0]["id"]);
    let [(_, one), (_, other)] = both(&zone, &path).await;
    assert!(one.is_some() && one == other);
}

#[tokio::test]
async fn the_examples_of_the_document_are_answered() {
    let zone = Zone::staffed();
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let parameters = &document["paths"]["/api/enterprises"]["get"]["parameters"];
    let mut tried = 0;
    for parameter in parameters.as_array().unwrap() {
        let name = parameter["name"].as_str().unwrap();
        let said = parameter["description"].as_str().unwrap();
        let example = said.split('`').nth(1).unwrap_or_default();
        if !["where", "answer", "columns", "sort"].contains(&name) {
            continue;
        }
        let path = format!("/api/enterprises?{name}={}", percent(example));
        let answer = zone.get("clerk", &path).await;
        let body = String::from_utf8_lossy(&answer.body);
        assert_eq!(answer.status, StatusCode::OK, "{name}={example}: {body}");
        tried += 1;
    }
    assert_eq!(tried, 4);
}

/// Who reads English is told as much as who reads Chinese: that nothing is lost, and what to do.
#[tokio::test]
async fn who_is_relieved_is_told_as_much_in_either_language() {
    let zone = Zone::staffed();
    let posts = zone.get("security", "/api/posts").await.json();
    let post = posts["items"].as_array().unwrap().iter().find(|one| one["title"] == "clerk");
    let (id, officer) = (&post.unwrap()["id"], &post.unwrap()["terms"][0]["officer"]);
    let relief = format!("/api/posts/{id}/relief");
    let relieved = zone.post("security", &relief, &json!({ "officer": officer })).await;
    assert_eq!(relieved.status, StatusCode::OK, "{:?}", relieved.code());
    let mut said = Vec::new();
    for language in ["zh-CN", "en"] {
        let mut request = zone.request(Some("clerk"), (Method::GET, "/api/home"), None);
        request.headers_mut().insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        let told = zone.send(request).await.json();
        said.push(["code", "detail", "hint"].map(|part| told[part].as_str().unwrap().to_owned()));
    }
    let expected = [
        [
            "no-post",
            "您已不在这个岗位上，不能再以它办事",
            "填写的内容没有丢；请重新登录，或请安全管理员任命",
        ],
        [
            "no-post",
            "you do not hold this post any more, and nothing is done on it",
            "what you filled in is not lost; sign in again, or ask the security administrator for a post",
        ],
    ];
    assert_eq!(said, expected.map(|one| one.map(str::to_owned)));
}
