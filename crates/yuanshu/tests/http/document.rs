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
