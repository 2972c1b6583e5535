//! Signs and words that people write and the language does not have, with what to write instead.

use crate::fault::{Fault, Span};

/// The half-width character that a full-width one stands for.
pub(super) fn half(letter: char) -> Option<char> {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32),
        '、' => Some(','),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        _ => None,
    }
}

/// Quotation marks that open a text as if they were `"`, with the mark that closes it.
pub(super) fn closing_quote(letter: char) -> Option<char> {
    match letter {
        '“' | '”' => Some('”'),
        '‘' | '’' => Some('’'),
        '「' => Some('」'),
        '『' => Some('』'),
        '＂' => Some('＂'),
        '\'' => Some('\''),
        _ => None,
    }
}

/// Signs of other languages and of mathematics, longest first, with what to write.
pub(super) const SIGNS: &[(&str, &str)] = &[
    ("==", "="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("&&", "and"),
    ("||", "or"),
    ("……", ".."),
    ("≥", ">="),
    ("⩾", ">="),
    ("≧", ">="),
    ("≤", "<="),
    ("⩽", "<="),
    ("≦", "<="),
    ("≠", "!="),
    ("×", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("^", "**"),
    ("~", ".."),
    ("…", ".."),
    ("&", "and"),
    ("|", "or"),
];

/// Chinese words for operators, longest first among those that begin alike.
const WORDS: &[(&str, &str)] = &[
    ("大于或等于", ">="),
    ("大于等于", ">="),
    ("不低于", ">="),
    ("不小于", ">="),
    ("不少于", ">="),
    ("至少", ">="),
    ("小于或等于", "<="),
    ("小于等于", "<="),
    ("不超过", "<="),
    ("不高于", "<="),
    ("不大于", "<="),
    ("不多于", "<="),
    ("至多", "<="),
    ("大于", ">"),
    ("高于", ">"),
    ("超过", ">"),
    ("多于", ">"),
    ("小于", "<"),
    ("低于", "<"),
    ("少于", "<"),
    ("不足", "<"),
    ("不等于", "!="),
    ("等于", "="),
    ("并且", "and"),
    ("而且", "and"),
    ("且", "and"),
    ("或者", "or"),
    ("或", "or"),
    ("非", "not"),
    ("如果", "if"),
    ("那么", "then"),
    ("否则", "else"),
    ("介于", "between"),
    ("属于", "in"),
    ("乘以", "*"),
    ("乘", "*"),
    ("除以", "/"),
    ("加上", "+"),
    ("加", "+"),
    ("减去", "-"),
    ("减", "-"),
    ("真", "true"),
    ("假", "false"),
];

/// The Chinese operator that `word` is, or begins with before a digit (`不低于500`), and
/// what to write for it.
pub(super) fn operator(word: &str) -> Option<(&'static str, &'static str)> {
    WORDS.iter().copied().find(|(chinese, _)| {
        word.strip_prefix(chinese)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A sign or word that is written differently here.
pub(super) fn instead(code: &'static str, span: Span, write: &str, of: &str) -> Fault {
    let (zh, en) = match write {
        "not" => ("not(…)", "not(…)"),
        ".." => ("[低..高]", "[low..high]"),
        _ => (write, write),
    };
    Fault::new(code, span, format!("这里不能写“{of}”"), format!("`{of}` is not written here"))
        .advise(format!("写 {zh}，不写 {of}"), format!("write {en} instead of {of}"))
}
