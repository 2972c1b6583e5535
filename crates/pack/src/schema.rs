//! The JSON Schema of the pack format, made from the forms that reading fills.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use crate::form::fact::FactsForm;
use crate::form::feed::{FeedsForm, OwnersForm};
use crate::form::policy::PolicyForm;
use crate::form::source::SourceForm;
use crate::form::table::{CalendarForm, CodesForm};
use crate::form::target::TargetsForm;

/// The JSON Schema (2020-12) of a file of a shelf, whatever its folder.
#[must_use]
pub fn schema() -> Value {
    let mut generator = generator();
    let kinds = [
        generator.subschema_for::<PolicyForm>(),
        generator.subschema_for::<FactsForm>(),
        generator.subschema_for::<SourceForm>(),
        generator.subschema_for::<CalendarForm>(),
        generator.subschema_for::<CodesForm>(),
        generator.subschema_for::<FeedsForm>(),
        generator.subschema_for::<OwnersForm>(),
        generator.subschema_for::<TargetsForm>(),
    ];
    let kinds: Vec<Value> = kinds.into_iter().map(Value::from).collect();
    let mut root = Schema::try_from(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "园枢政策包",
        "description": "政策包里的一个 TOML 文件：policy/ 政策，fact/ 指标字典，source/ 来源，calendar/ 工作日历，code/ 分类代码，feed/ 数据来源，owner/ 数源部门，target/ 年度目标",
        "anyOf": kinds,
        "$defs": generator.take_definitions(true),
    }))
    .unwrap_or_default();
    WithoutNull.transform(&mut root);
    root.into()
}

/// The schema of one form, as reading checks it.
pub(crate) fn of<T: JsonSchema>() -> Value {
    let mut root = generator().into_root_schema_for::<T>();
    WithoutNull.transform(&mut root);
    root.into()
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

/// Takes `null` out of optional keys: TOML has none, a key is left out instead.
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(object) = schema.as_object_mut() {
            object.remove("default");
            without_null(object);
        }
        transform_subschemas(self, schema);
    }
}

fn without_null(object: &mut serde_json::Map<String, Value>) {
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    let Some(Value::Array(choices)) = object.get_mut("anyOf") else { return };
    choices.retain(|choice| choice.get("type") != Some(&json!("null")));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        object.remove("anyOf");
        for (key, value) in only {
            object.entry(key).or_insert(value);
        }
    }
}

/// The schemas that reading checks each kind of file with.
pub(crate) struct Forms {
    pub(crate) policy: Value,
    pub(crate) fact: Value,
    pub(crate) source: Value,
    pub(crate) calendar: Value,
    pub(crate) code: Value,
    pub(crate) feed: Value,
    pub(crate) owner: Value,
    pub(crate) target: Value,
}

/// Made once: they never change.
pub(crate) static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms {
    policy: of::<PolicyForm>(),
    fact: of::<FactsForm>(),
    source: of::<SourceForm>(),
    calendar: of::<CalendarForm>(),
    code: of::<CodesForm>(),
    feed: of::<FeedsForm>(),
    owner: of::<OwnersForm>(),
    target: of::<TargetsForm>(),
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object that lists its keys, with the path to it.
    fn objects<'a>(schema: &'a Value, path: &str, found: &mut Vec<(String, &'a Value)>) {
        if schema.get("properties").is_some() {
            found.push((path.to_owned(), schema));
        }
        for (key, part) in schema.as_object().into_iter().flatten() {
            objects(part, &format!("{path}/{key}"), found);
        }
        for (at, part) in schema.as_array().into_iter().flatten().enumerate() {
            objects(part, &format!("{path}/{at}"), found);
        }
    }

    #[test]
    fn every_key_is_described_in_chinese_and_no_other_is_allowed() {
        let schema = schema();
        let mut found = Vec::new();
        objects(&schema, "", &mut found);
        assert!(found.len() >= 14, "{found:?}");
        for (path, object) in found {
            assert_eq!(object.get("additionalProperties"), Some(&json!(false)), "{path}");
            for (key, about) in object["properties"].as_object().expect("keys") {
                let words = about.get("description").and_then(Value::as_str).unwrap_or_default();
                assert!(words.chars().any(|letter| letter > '\u{2e80}'), "{path}/{key}: {words}");
            }
        }
    }

    #[test]
    fn the_schema_names_its_draft_and_one_form_for_each_kind_of_file() {
        let schema = schema();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let kinds: Vec<&str> = schema["anyOf"]
            .as_array()
            .expect("kinds")
            .iter()
            .map(|kind| kind["$ref"].as_str().expect("a reference"))
            .collect();
        let names = [
            "PolicyForm",
            "FactsForm",
            "SourceForm",
            "CalendarForm",
            "CodesForm",
            "FeedsForm",
            "OwnersForm",
            "TargetsForm",
        ];
        assert_eq!(kinds, names.map(|name| format!("#/$defs/{name}")));
        assert!(names.iter().all(|name| schema["$defs"].get(name).is_some()));
    }

    #[test]
    fn an_optional_key_has_no_null() {
        let text = schema().to_string();
        assert!(!text.contains("null"), "{text}");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn references(schema: &Value, found: &mut Vec<String>) {
            if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
                found.push(target.to_owned());
            }
            let inner = schema.as_object().into_iter().flat_map(|object| object.values());
            let listed = schema.as_array().into_iter().flatten();
            inner.chain(listed).for_each(|part| references(part, found));
        }
        let schema = schema();
        let mut found = Vec::new();
        references(&schema, &mut found);
        let lost: Vec<&String> = found
            .iter()
            .filter(|target| schema.pointer(target.trim_start_matches('#')).is_none())
            .collect();
        assert_eq!(lost, Vec::<&String>::new());
    }
}
