//! The fields of the records of a list.

use std::collections::HashSet;

use rule::fact::Field;

use super::fact::{type_of, unit, words};
use super::{plain_id, plain_name, twice};
use crate::form::fact::{FactForm, FactKind, FieldForm};
use crate::page::Page;

pub(super) fn fields(page: &mut Page<'_>, form: &FactForm) -> Option<Vec<Field>> {
    let list = form.kind.value == FactKind::List;
    if list == form.field.is_empty() {
        page.note(
            "bad-fields",
            form.kind.span,
            [
                ["清单要写栏目，别的种类不写", "lists have fields, and nothing else has"],
                ["在它下面写 [[fact.field]]", "write [[fact.field]] below it"],
            ],
        );
        return None;
    }
    let mut seen = HashSet::new();
    let mut fields = Vec::new();
    let mut whole = true;
    for field in &form.field {
        for name in [&field.value.id, &field.value.name] {
            if !seen.insert(name.value.clone()) {
                twice(page, name.span, ["栏目", "field"], &name.value);
                whole = false;
            }
        }
        for word in &field.value.synonyms {
            if !seen.insert(word.value.clone()) {
                twice(page, word.span, ["栏目的叫法", "word for a field"], &word.value);
                whole = false;
            }
        }
        match one_field(page, &field.value) {
            Some(field) => fields.push(field),
            None => whole = false,
        }
    }
    whole.then_some(fields)
}

fn one_field(page: &mut Page<'_>, form: &FieldForm) -> Option<Field> {
    let named = [plain_id(page, &form.id, &['_']), plain_name(page, &form.name)];
    if form.kind.value == FactKind::List {
        page.note(
            "list-in-list",
            form.kind.span,
            [
                ["清单的栏目不能又是清单", "a field of a list cannot be a list"],
                ["另写一个清单事实", "define another list"],
            ],
        );
        return None;
    }
    let unit = unit(page, form.kind.value, form.unit.as_ref())?;
    named.iter().all(|ok| *ok).then(|| Field {
        id: form.id.value.clone(),
        name: form.name.value.clone(),
        of: type_of(form.kind.value, unit.as_ref()),
        unit,
        values: words(form.values.as_deref()),
    })
}

/// Other words for the fields, in their order.
pub(super) fn synonyms(form: &FactForm) -> Vec<Vec<String>> {
    form.field.iter().map(|field| words(Some(&field.value.synonyms))).collect()
}
