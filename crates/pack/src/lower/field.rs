//! The fields of the records of a list.

use std::collections::HashSet;

use rule::fact::{FactId, Field, Lasting};

use super::fact::{type_of, unit, words};
use super::{plain_id, plain_name, text, twice};
use crate::form::fact::{FactForm, FactKind, FieldForm, FieldRole};
use crate::page::Page;
use crate::shelf::FieldEntry;

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
    if !form.aliases.is_empty() && form.kind.value != FactKind::Text {
        page.note(
            "bad-aliases",
            form.kind.span,
            [
                ["只有文字才有别的写法", "only texts are written otherwise"],
                ["删去 aliases", "remove aliases"],
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

/// What the dictionary says of a field beyond its type.
pub(super) fn entry(form: &FieldForm) -> FieldEntry {
    let (synonyms, aliases) = (words(Some(&form.synonyms)), form.aliases.clone());
    FieldEntry { synonyms, aliases, note: text(form.note.as_ref()) }
}

/// What the fields of a list whose records run out are, where it is one.
pub(super) fn lasting(page: &mut Page<'_>, form: &FactForm, list: FactId) -> Option<Lasting> {
    let [kind, from, until, number] =
        [FieldRole::Kind, FieldRole::From, FieldRole::Until, FieldRole::Number]
            .map(|role| of_role(page, form, role));
    if let (Some(kind), Some(until)) = (kind, until) {
        return Some(Lasting { list, kind, from, until, number });
    }
    let first = form.field.iter().find_map(|field| field.value.role.as_ref())?;
    page.note(
        "bad-role",
        first.span,
        [
            ["少了写 role 的栏目：kind 和 until", "fields of the roles kind and until are missing"],
            [
                "有有效期的清单至少有一栏 role = \"kind\"，一栏 role = \"until\"",
                "a list that runs out has a field of each",
            ],
        ],
    );
    None
}

/// The id of the one field of a role, which is of the kind that the role wants.
fn of_role(page: &mut Page<'_>, form: &FactForm, role: FieldRole) -> Option<String> {
    let wanted = match role {
        FieldRole::Kind | FieldRole::Number => FactKind::Text,
        FieldRole::From | FieldRole::Until => FactKind::Date,
    };
    let mut found = None;
    for field in form.field.iter().map(|field| &field.value) {
        let Some(own) = field.role.as_ref().filter(|own| own.value == role) else { continue };
        if found.is_some() {
            twice(page, own.span, ["栏目的 role", "field of this role"], &field.name.value);
        } else if field.kind.value == wanted {
            found = Some(field.id.value.clone());
        } else {
            page.note(
                "bad-role",
                own.span,
                [
                    ["栏目的种类与 role 不符", "the kind of the field does not fit its role"],
                    [
                        "kind、number 是文字，from、until 是日期",
                        "kind and number are texts, from and until are days",
                    ],
                ],
            );
        }
    }
    found
}
