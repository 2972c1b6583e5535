//! The JSON Schema of the pack format, made from the forms that reading fills.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

use crate::form::fact::FactsForm;
use crate::form::policy::PolicyForm;
use crate::form::source::SourceForm;
use crate::form::table::{CalendarForm, CodesForm};

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
    ];
    let kinds: Vec<Value> = kinds.into_iter().map(Value::from).collect();
    let mut root = Schema::try_from(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "园枢政策包",
        "description": "政策包里的一个 TOML 文件：policy/ 政策，fact/ 事实词典，source/ 来源，calendar/ 工作日历，code/ 分类代码",
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
}

/// Made once: they never change.
pub(crate) static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms {
    policy: of::<PolicyForm>(),
    fact: of::<FactsForm>(),
    source: of::<SourceForm>(),
    calendar: of::<CalendarForm>(),
    code: of::<CodesForm>(),
});
