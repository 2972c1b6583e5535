//! From forms to content: names looked up, formulas checked, citations followed.

pub(crate) mod band;
pub(crate) mod clause;
pub(crate) mod derive;
pub(crate) mod except;
pub(crate) mod fact;
pub(crate) mod feed;
mod field;
pub(crate) mod indicator;
pub(crate) mod policy;
pub(crate) mod score;
pub(crate) mod source;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod title;
pub(crate) mod trust;

use base::Day;
use rule::fault::Span;

use crate::form::{Date, Status, Text};
use crate::page::Page;
use crate::written::At;

/// Whether one thing leads to another, or in a circle to itself, over what each uses.
pub(crate) fn reaches<'u, K: Copy + PartialEq + 'u>(
    (from, to): (K, K),
    uses: impl Fn(K) -> &'u [K],
) -> bool {
    let mut open = uses(from).to_vec();
    let mut seen = Vec::new();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !seen.contains(&at) {
            seen.push(at);
            open.extend(uses(at));
        }
    }
    false
}

/// The text of an optional key.
pub(crate) fn text(form: Option<&Text>) -> Option<String> {
    form.map(|text| text.value.clone())
}

/// The day of an optional key.
pub(crate) fn day(form: Option<&At<Date>>) -> Option<Day> {
    form.map(|date| date.value.0)
}

/// The days from one to another, which must not be the wrong way round.
pub(crate) fn days(
    page: &mut Page<'_>,
    from: Option<&At<Date>>,
    until: Option<&At<Date>>,
) -> base::Span {
    let days = base::Span { from: day(from), until: day(until) };
    if let (true, Some(until)) = (days.is_empty(), until) {
        page.note(
            "days-reversed",
            until.span,
            [
                ["最后一天比第一天还早", "the last day is before the first"],
                ["把 from 和 until 改对", "correct from and until"],
            ],
        );
    }
    days
}

/// Content that claims to have been read says when.
pub(crate) fn dated(page: &mut Page<'_>, status: &At<Status>, checked: Option<&At<Date>>) {
    let read = matches!(status.value, Status::Official | Status::Secondary);
    if read && checked.is_none() {
        page.note(
            "missing-key",
            status.span,
            [
                ["少了 checked：最近一次与来源核对的日期", "the key checked is missing"],
                [
                    "补上 checked = 核对的那一天；没有核对过就写 status = \"draft\"",
                    "add checked, or say status = \"draft\"",
                ],
            ],
        );
    }
}

/// Notes that two parts claim one name.
pub(crate) fn twice(page: &mut Page<'_>, span: Span, what: [&str; 2], name: &str) {
    let [zh, en] = what;
    page.note(
        "duplicate",
        span,
        [
            [&format!("{zh}“{name}”已经有了"), &format!("the {en} \"{name}\" is taken")],
            ["换一个，或者删去一个", "choose another, or remove one"],
        ],
    );
}

/// Whether a name is made of letters, digits and nothing else, as formulas need it.
pub(crate) fn plain_name(page: &mut Page<'_>, name: &Text) -> bool {
    let text = &name.value;
    let letters = text.chars().all(char::is_alphanumeric);
    let parsed = rule::parse::formula(text).map(|formula| *formula.node);
    let ok = letters && parsed == Ok(rule::expr::Node::Name(text.clone()));
    if !ok {
        page.note(
            "bad-name",
            name.span, [
            [
                &format!("“{text}”不能用作名称"),
                &format!("\"{text}\" cannot be a name in a formula"),
            ],
            [
                "只用文字和数字，不以数字开头，不用括号、空格、顿号，也不用 and、or、not、on 这些词",
                "letters and digits only, no digit first, and no word of the language",
            ]]);
    }
    ok
}

/// Whether an id is made of small letters, digits and the `marks` given.
pub(crate) fn plain_id(page: &mut Page<'_>, id: &Text, marks: &[char]) -> bool {
    let text = &id.value;
    let ok = text.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && text.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || marks.contains(&letter)
        });
    if !ok {
        let marks: String = marks.iter().collect();
        page.note(
            "bad-id",
            id.span,
            [
                [&format!("“{text}”不能用作编号"), &format!("\"{text}\" cannot be an id")],
                [
                    &format!("只用小写英文字母、数字和 {marks}"),
                    &format!("small letters, digits and {marks} only"),
                ],
            ],
        );
    }
    ok
}

/// Whether the id of a source or policy begins with the shelf that its file is on.
pub(crate) fn on_shelf(page: &mut Page<'_>, id: &Text) {
    let (Some(shelf), Some(stem)) = (page.file.shelf(), page.file.stem()) else { return };
    let (shelf, stem) = (shelf.to_owned(), stem.to_owned());
    let named = id.value.split_once('/');
    if named.is_none_or(|(first, rest)| first != shelf || rest.is_empty() || rest.contains('/')) {
        page.note(
            "wrong-shelf",
            id.span,
            [
                [
                    &format!("编号“{}”应以所在的包名 {shelf}/ 开头", id.value),
                    &format!("the id \"{}\" must begin with its shelf, {shelf}/", id.value),
                ],
                [&format!("写成 {shelf}/{stem}"), &format!("write {shelf}/{stem}")],
            ],
        );
    }
}
