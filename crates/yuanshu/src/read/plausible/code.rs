//! Codes of industries and places that their edition does not have.

use std::collections::HashMap;

use base::Classification;
use base::code::{Listed, Subject};

use super::{Finding, subjects};
use crate::read::grid::at;
use crate::read::report::Note;
use crate::read::store::{Key, Stored};
use crate::say::Both;

/// So many words in a column of codes are no slip of the hand.
const ENOUGH: usize = 3;

/// Looks each code of a column up; a word that many firms share is looked up once. A column in
/// which nothing is a code is told of at its first cell.
pub(super) fn weigh(
    key: Key,
    stored: &Stored,
    codes: &Classification,
    findings: &mut Vec<Finding>,
) {
    let text = |subject: &u32| stored.values.text(at(*subject));
    let misshapen = |word: &str| codes.listed(word) == Listed::Misshapen;
    if stored.values.known.count() >= ENOUGH
        && subjects(stored).all(|subject| text(&subject).is_some_and(misshapen))
        && let Some(subject) = subjects(stored).next()
    {
        let edition = codes.edition();
        let [zh, en] = shape(codes);
        let hint = [
            format!("全列都不是 {edition} 的代码（{zh}）；请填代码"),
            format!("none of the column is a code of {edition} ({en}); write codes"),
        ];
        let note = Note::warning("misshapen-code", hint);
        findings.push(Finding { key, subject, note, against: None });
        return;
    }
    let mut known: HashMap<&str, Option<Note>> = HashMap::new();
    for subject in subjects(stored) {
        let Some(word) = text(&subject) else { continue };
        let note = known.entry(word).or_insert_with(|| note(codes, word));
        if let Some(note) = note.clone() {
            findings.push(Finding { key, subject, note, against: None });
        }
    }
}

/// What is to be said of a code; nothing where the edition has it.
pub(super) fn note(codes: &Classification, word: &str) -> Option<Note> {
    let edition = codes.edition();
    Some(match codes.listed(word) {
        Listed::Yes => return None,
        Listed::Changed(changed) => {
            let to: Vec<String> = changed.to.iter().map(|code| named(codes, code)).collect();
            let hint = Both::told(|tongue| {
                let to = tongue.list(&to);
                tongue.say([
                    format_args!("{edition} 里已改为 {to}；请换成现在的代码"),
                    format_args!("it is {to} in {edition}; write the code of now"),
                ])
            });
            Note::warning("changed-code", hint)
        }
        Listed::No => {
            let hint = [
                format!("{edition} 里没有这个代码；请核对"),
                format!("no such code in {edition}; check it"),
            ];
            Note::warning("unlisted-code", hint)
        }
        Listed::Misshapen => {
            let [zh, en] = shape(codes);
            let hint = [
                format!("不是 {edition} 的代码（{zh}）；请填代码"),
                format!("no code of {edition} ({en}); write a code"),
            ];
            Note::warning("misshapen-code", hint)
        }
    })
}

/// How its codes are written.
fn shape(codes: &Classification) -> [&'static str; 2] {
    match codes.of() {
        Subject::Industry => [
            "两到四位数字，前面可以带门类字母",
            "two to four digits, with or without the letter of the section before them",
        ],
        Subject::Region => ["六位数字", "six digits"],
    }
}

fn named(codes: &Classification, code: &str) -> String {
    codes.name(code).map_or_else(|| code.to_owned(), |name| format!("{code}（{name}）"))
}
