//! `yuanshu eval`: the value of a formula that speaks of no facts.

use std::io::{BufRead, Read};

use clap::Args;
use serde_json::{Value as Json, json};

use super::{Console, Done, Stop};

/// The longest line that is read, in bytes; a formula may have 64 KiB.
const LONGEST: u64 = 1 << 20;

/// 算一个不涉及企业数据的公式，输出 {"value": …} 或 {"refused": "原因"}
#[derive(Debug, Args)]
pub(super) struct Eval {
    /// 公式，例如 '5% * 200 万元'
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl", allow_hyphen_values = true)]
    expression: Option<String>,
    /// 从标准输入逐行读 {"expression": "…"}，逐行回答
    #[arg(long)]
    jsonl: bool,
}

impl Eval {
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Done, Stop> {
        if let Some(expression) = &self.expression {
            writeln!(console.out, "{}", answer(expression))?;
        } else {
            while let Some(line) = line(console.input)? {
                writeln!(console.out, "{}", line_answer(&line))?;
            }
        }
        Ok(Done::Clean)
    }
}

/// The next line; what goes beyond the longest is read and dropped.
fn line(input: &mut dyn BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if (&mut *input).take(LONGEST).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let mut last = line.last().copied();
    while last != Some(b'\n') {
        let mut rest = Vec::new();
        if (&mut *input).take(LONGEST).read_until(b'\n', &mut rest)? == 0 {
            break;
        }
        last = rest.last().copied();
    }
    Ok(Some(line))
}

/// A blank line has an answer too, so that answers and lines stay side by side.
fn line_answer(line: &[u8]) -> Json {
    let asked: Result<Json, _> = serde_json::from_slice(line);
    match asked.as_ref().map(|asked| asked.get("expression").and_then(Json::as_str)) {
        Ok(Some(expression)) => answer(expression),
        Ok(None) => refused("这一行没有文字的 expression"),
        Err(error) => refused(&format!("这一行{}", crate::say::json(error))),
    }
}

fn refused(why: &str) -> Json {
    json!({ "refused": why })
}

fn answer(expression: &str) -> Json {
    match rule::parse::formula(expression) {
        Ok(formula) => json!({ "value": rule::row::evaluate(&formula).notation() }),
        Err(faults) => {
            let why: Vec<String> = faults
                .iter()
                .map(|fault| format!("{}（{}）", fault.message.zh, fault.message.en))
                .collect();
            refused(&why.join("；"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_one_line() {
        let long = usize::try_from(LONGEST).unwrap() + 5;
        let text = format!("{}\nnext\n", "x".repeat(long));
        let mut input = text.as_bytes();
        assert_eq!(line(&mut input).unwrap().unwrap().len(), long - 5);
        assert_eq!(line(&mut input).unwrap().unwrap(), b"next\n");
        assert_eq!(line(&mut input).unwrap(), None);
    }
}
