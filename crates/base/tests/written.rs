//! How values are written in JSON, and what their schemas promise.

use base::{AnnouncedYear, Cite, Decimal, Due, Entry, OrgCode, Span, Uscc, Year, parse_day};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Asserts that `value` is written as `text` and read back from it.
fn assert_written<T>(value: &T, text: &Value)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_value(value).ok().as_ref(), Some(text));
    assert_eq!(serde_json::from_value::<T>(text.clone()).ok().as_ref(), Some(value));
}

#[test]
fn values_are_written_as_people_read_them() {
    let day = parse_day("2026-11-21").expect("a day");
    assert_written(&day, &json!("2026-11-21"));
    assert_written(&Year(2025), &json!(2025));
    assert_written(&Span { from: Some(day), until: None }, &json!({"from": "2026-11-21"}));
    assert_written(
        &Due { day, provisional: true },
        &json!({"day": "2026-11-21", "provisional": true}),
    );
    let code = Uscc::parse("914403001922038216").expect("a code");
    assert_written(&code, &json!("914403001922038216"));
    assert_written(&code.org(), &json!("19220382-1"));
    let cite = Cite::parse("national/2017-115#第六条").expect("a citation");
    assert_written(&cite, &json!("national/2017-115#第六条"));
    let number: Decimal = "1234.50".to_owned().try_into().expect("a number");
    assert_written(&number, &json!("1234.5"));
}

#[test]
fn a_wrong_value_is_refused_where_it_is_read_with_the_reason() {
    fn reason<T: DeserializeOwned>(text: Value) -> Option<String> {
        serde_json::from_value::<T>(text).err().map(|error| error.to_string())
    }
    assert_eq!(
        reason::<Uscc>(json!("914403001922038215")),
        Some("the code ends in 5 where its check character is 6".into())
    );
    assert_eq!(
        reason::<OrgCode>(json!("19220382-2")),
        Some("the organisation code ends in 2 where its check character is 1".into())
    );
    assert_eq!(reason::<Cite>(json!("")), Some("the citation is empty".into()));
    assert_eq!(reason::<Decimal>(json!("无")), Some("“无” is not a number".into()));
}

#[test]
fn a_key_that_a_calendar_does_not_know_is_refused() {
    let text = json!({"year": 2026, "holiday": []});
    assert!(serde_json::from_value::<AnnouncedYear>(text).is_err());
    let text = json!({"code": "A", "name": "农、林、牧、渔业", "up": "B"});
    assert!(serde_json::from_value::<Entry>(text).is_err());
}

#[test]
fn schemas_say_text_where_text_is_written() {
    let kind = |schema: schemars::Schema| schema.get("type").cloned();
    assert_eq!(kind(schemars::schema_for!(Cite)), Some(json!("string")));
    assert_eq!(kind(schemars::schema_for!(Uscc)), Some(json!("string")));
    assert_eq!(kind(schemars::schema_for!(OrgCode)), Some(json!("string")));
    assert_eq!(kind(schemars::schema_for!(Decimal)), Some(json!("string")));
}
