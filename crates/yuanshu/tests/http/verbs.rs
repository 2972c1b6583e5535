//! Everything that is done by command is there as a route, or there is a reason why not.

use std::collections::BTreeSet;

/// Each verb of the command line, with the operation that does the same; or, after `-`, why
/// there is none.
const VERBS: &[(&str, &str)] = &[
    ("match", "enterprises"),
    ("why", "enterprise-answers"),
    ("check", "- for who writes packs, before they are taken up"),
    ("eval", "- for who writes packs"),
    ("ladder", "ladder"),
    ("changes", "changes"),
    ("firm", "enterprise"),
    ("schema", "- prints the format of packs and this document"),
    ("serve", "- is what answers"),
    ("demo", "- makes an invented zone where there is none"),
    ("init", "- makes a register where there is none"),
    ("import", "add-draft"),
    ("fill", "fill-form"),
    ("template", "template"),
    ("imports", "imports"),
    ("undo", "undo"),
    ("review", "review"),
    ("verdicts", "verdicts"),
    ("replay", "replay"),
    ("correct", "correct"),
    ("alter", "alter"),
    ("disputes", "disputes"),
    ("settle", "settle"),
    ("objections", "objections"),
    ("object", "object"),
    ("duplicates", "duplicates"),
    ("distinct", "distinct"),
    ("merge", "merge"),
    ("unmerge", "unmerge"),
    ("invite", "invite"),
    ("backup", "backup"),
    ("restore", "- makes a register again where there is none"),
    ("migrate", "- must be done before it can be served"),
    ("move", "- ends with another register than the one that is served"),
    ("export", "export"),
    ("audit", "verify"),
    ("bench", "- measures the engine"),
];

#[test]
fn every_verb_has_a_route_or_a_reason() {
    let verbs: BTreeSet<String> = yuanshu::command::verbs().into_iter().collect();
    let told: BTreeSet<String> = VERBS.iter().map(|(verb, _)| (*verb).to_owned()).collect();
    assert_eq!(verbs, told);
    let document = serde_json::to_value(yuanshu::http::document()).unwrap();
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let ids: BTreeSet<&str> =
        operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    for (verb, operation) in VERBS.iter().filter(|(_, operation)| !operation.starts_with('-')) {
        assert!(ids.contains(operation), "{verb} has no operation {operation}");
    }
}
