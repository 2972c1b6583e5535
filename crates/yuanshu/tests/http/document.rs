//! The document of the API, as it was last agreed to.

use serde_json::Value as Json;

/// What programs were written against.
const AGREED: &str = include_str!("../openapi.json");

#[test]
fn the_document_is_the_one_that_was_agreed_to() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let agreed: Json = serde_json::from_str(AGREED).unwrap_or_default();
    assert!(
        document == agreed,
        "the API changed; look at the difference and agree to it with\n  \
         cargo run -p yuanshu -- schema api > crates/yuanshu/tests/openapi.json"
    );
}

#[test]
fn every_operation_has_a_name_and_says_what_it_is_and_what_it_answers() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap_or_default();
            assert!(names.insert(id.to_owned()) && !id.is_empty(), "{method} {path}: {id}");
            assert!(operation["summary"].as_str().is_some(), "{method} {path}");
            let answers = operation["responses"].as_object().unwrap();
            let is_done = |code: &String| code.starts_with(['2', '3']);
            let done: Vec<_> = answers.iter().filter(|(code, _)| is_done(code)).collect();
            let [(code, answer)] = done[..] else { panic!("{method} {path}: {done:?}") };
            assert_eq!(
                ["204", "303"].contains(&code.as_str()),
                answer.get("content").is_none(),
                "{method} {path} {code}"
            );
        }
    }
}

/// Programs that are generated from the document have a type for each name: one that says only
/// which came first would change with the order of routes.
#[test]
fn no_schema_is_called_by_its_place() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let names = document["components"]["schemas"].as_object().unwrap().keys();
    let placed: Vec<&String> =
        names.filter(|name| name.ends_with(|letter: char| letter.is_ascii_digit())).collect();
    assert_eq!(placed, Vec::<&String>::new());
}

/// Each list that has pages says how long one may be, and all say the same.
#[test]
fn every_page_has_the_same_bounds() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        let parameters = item["get"]["parameters"].as_array().into_iter().flatten();
        for limit in parameters.filter(|one| one["name"] == "limit") {
            let bounds = (&limit["schema"]["minimum"], &limit["schema"]["maximum"]);
            assert_eq!(bounds, (&Json::from(1), &Json::from(500)), "{path}");
        }
    }
}

/// Lists that are not taken out by themselves, with the reason.
const READ: [(&str, &str); 3] = [
    ("/api/clauses", "the words of clauses, which the answers of enterprises point to"),
    ("/api/departments", "names to choose from; posts go out with their departments"),
    ("/api/enterprises/{id}/facts/{fact}", "the history of one figure, which the page shows whole"),
];

#[test]
fn every_list_goes_out_with_the_same_filter_or_says_why_not() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let schemas = &document["components"]["schemas"];
    let asked = |path: &str| -> Vec<String> {
        let parameters = paths[path]["get"]["parameters"].as_array().into_iter().flatten();
        let asked = parameters.filter(|one| one["in"] == "query");
        asked.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let is_list = |item: &Json| {
        let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let name = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next());
        let schema = name.map_or(schema, |name| &schemas[name]);
        schema["properties"].get("items").is_some()
    };
    let mut kept = Vec::new();
    for (path, _) in paths.iter().filter(|(_, item)| is_list(item)) {
        let sheet = format!("{path}.xlsx");
        if paths.contains_key(&sheet) {
            assert_eq!(asked(&sheet), asked(path), "{path}");
            assert!(said(&paths[&sheet]["get"]).contains("整张，不分页"), "{path}");
        } else {
            kept.push(path.as_str());
        }
    }
    kept.sort_unstable();
    assert_eq!(kept, READ.map(|(path, _)| path));
}

/// Every operation, with where it is found.
fn operations(document: &Json) -> impl Iterator<Item = (String, &Json)> {
    document["paths"].as_object().unwrap().iter().flat_map(|(path, item)| {
        let of = move |(method, operation)| (format!("{method} {path}"), operation);
        item.as_object().unwrap().iter().map(of)
    })
}

/// What an operation says beside its name.
fn said(operation: &Json) -> &str {
    operation["description"].as_str().unwrap_or_default()
}

#[test]
fn every_list_says_in_which_order_it_comes() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    let mut silent = Vec::new();
    for (place, operation) in operations(&document) {
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let name = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next());
        let is_list = name.is_some_and(|name| schemas[name]["properties"].get("items").is_some());
        if place.starts_with("get ") && is_list && !said(operation).contains("次序：") {
            silent.push(place);
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn every_operation_that_an_act_opens_says_who_may() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let acts = operations(&document).filter(|(_, operation)| operation.get("x-act").is_some());
    let silent = acts.filter(|(_, operation)| !said(operation).contains("权限："));
    assert_eq!(silent.map(|(place, _)| place).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn what_is_made_twice_when_it_is_sent_twice_says_so() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let makes = |operation: &Json| {
        ["201", "202"].iter().any(|status| operation["responses"].get(status).is_some())
    };
    let once = |operation: &Json| {
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        parameters.any(|one| one["name"] == "idempotency-key")
    };
    let posts = operations(&document).filter(|(place, _)| place.starts_with("post "));
    let making = posts.filter(|(_, operation)| makes(operation) && !once(operation));
    let silent = making.filter(|(_, operation)| !said(operation).contains("再发一次："));
    assert_eq!(silent.map(|(place, _)| place).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn a_file_that_is_sent_is_part_of_the_document() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let expected = serde_json::json!({
        "description": "表的内容，原样发来，不超过 512 MB",
        "content": { "application/octet-stream": {} },
        "required": true,
    });
    for path in ["/api/drafts", "/api/fills/form"] {
        assert_eq!(document["paths"][path]["post"]["requestBody"], expected, "{path}");
    }
}

#[test]
fn every_code_of_a_refusal_is_in_the_document_with_its_statuses() {
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    let code = &schemas["Problem"]["properties"]["code"]["$ref"];
    assert_eq!(code, "#/components/schemas/ProblemCode");
    let codes = schemas["ProblemCode"]["oneOf"].as_array().unwrap();
    for code in codes {
        let means = code["description"].as_str().unwrap();
        let (statuses, _) = means.split_once('：').unwrap();
        for status in statuses.split('、') {
            let status: u16 = status.parse().unwrap();
            assert!((400..600).contains(&status), "{code}");
        }
    }
    let words = codes.iter().map(|code| code["const"].as_str().unwrap());
    let words: std::collections::BTreeSet<&str> = words.collect();
    assert_eq!(words.len(), codes.len());
    assert!(words.contains("too-large"));
}
