//! Every fault with its code, its place, and its words in both languages.

use std::fmt::Write;

use rule::check::{amount, band, condition, resolve, yearly};
use rule::fault::Fault;
use rule::parse::{formula, literal, tests};

use crate::schema::{context, schema, scores};

/// Formulas and their faults as they are printed. A line that begins with a word in brackets
/// says where the formula stands: `[condition]` is the clause of a policy, `[band x]` a test on
/// the formula x.
const BOOK: &str = include_str!("faults.txt");

fn faults(place: &str, text: &str) -> Vec<Fault> {
    let (schema, scores) = (schema(), scores());
    let context = context(&schema, &scores);
    let found = match place.split_once(' ') {
        Some(("band", of)) => formula(of)
            .and_then(|of| resolve(&of, &context))
            .and_then(|of| band(Some(&of), &tests(text)?, &context).map(|_| ())),
        _ if place == "condition" => {
            formula(text).and_then(|f| condition(&f, &context).map(|_| ()))
        }
        _ if place == "amount" => formula(text).and_then(|f| amount(&f, &context).map(|_| ())),
        _ if place == "yearly" => formula(text).and_then(|f| yearly(&f, &context).map(|_| ())),
        _ if place == "tests" => tests(text).and_then(|t| band(None, &t, &context).map(|_| ())),
        _ if place == "literal" => literal(text).map(|_| ()),
        _ => panic!("no such place: {place}"),
    };
    found.err().unwrap_or_default()
}

fn printed(place: &str, text: &str) -> String {
    let mut out = format!("[{place}] {text}\n");
    for fault in faults(place, text) {
        let at = &text[fault.span.range()];
        let at = if at.is_empty() { "the end" } else { at };
        writeln!(out, "  {}: {at}", fault.code).expect("a string takes all");
        writeln!(out, "    {}。{}", fault.message.zh, fault.advice.zh).expect("a string takes all");
        writeln!(out, "    {}; {}", fault.message.en, fault.advice.en).expect("a string takes all");
    }
    out
}

#[test]
fn a_faulty_formula_says_where_and_what_to_write_instead() {
    let formulas = BOOK.lines().filter_map(|line| line.strip_prefix('[')?.split_once("] "));
    let said: Vec<String> = formulas.map(|(place, text)| printed(place, text)).collect();
    let said = said.join("\n");
    if said != BOOK {
        let (line, (wanted, found)) = BOOK
            .lines()
            .zip(said.lines())
            .enumerate()
            .find(|(_, (a, b))| a != b)
            .unwrap_or((0, ("as many lines", "another number of lines")));
        panic!("faults.txt, line {}\nbook: {wanted}\nsaid: {found}", line + 1);
    }
}
