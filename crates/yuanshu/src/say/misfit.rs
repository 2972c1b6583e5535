//! What is wrong with what was sent, in the reader's language and at its place: readers of JSON
//! and of addresses say it in English only, and name programs' types.

use serde_json::error::Category;

/// What is wrong, and at which name below the place that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misfit {
    pub(crate) zh: String,
    pub(crate) en: String,
    pub(crate) name: Option<String>,
}

impl Misfit {
    /// Of a body that is read as JSON.
    pub(crate) fn of(error: &serde_json::Error) -> Self {
        let text = error.to_string();
        let (said, _) = text.rsplit_once(" at line ").unwrap_or((text.as_str(), ""));
        if error.classify() == Category::Data {
            return Self::said(said);
        }
        let (line, column) = (error.line(), error.column());
        Self {
            zh: format!("不是完整的 JSON：第 {line} 行第 {column} 个字符附近"),
            en: format!("not whole JSON: line {line}, column {column}: {said}"),
            name: None,
        }
    }

    /// Of what a reader says in English.
    pub(crate) fn said(said: &str) -> Self {
        let name = said.split('`').nth(1).map(str::to_owned);
        let (zh, name) = match said.split_once(' ').unwrap_or((said, "")) {
            ("missing", _) => ("少了这一项".to_owned(), name),
            ("duplicate", _) => ("这一项写了两次".to_owned(), name),
            ("unknown", rest) => {
                let known = rest.split_once("expected ").map(|(_, known)| choices(known));
                let one = known.unwrap_or_else(|| "这里什么也不能写".to_owned());
                if rest.starts_with("field") {
                    (format!("没有这一项；{one}"), name)
                } else {
                    (format!("不能写“{}”；{one}", name.unwrap_or_default()), None)
                }
            }
            ("number", _) => ("这个数太大或太小".to_owned(), None),
            ("cannot", _) => ("要写整数，写的是空的".to_owned(), None),
            ("provided", _) => ("要写 true 或 false".to_owned(), None),
            ("invalid", rest) if INVALID.iter().any(|what| rest.starts_with(what)) => {
                (invalid(rest), None)
            }
            _ => return Self::no_day(),
        };
        Self { zh, en: said.to_owned(), name }
    }

    /// Of a text that is no day: nothing else of what is sent has a reader with words of its own.
    fn no_day() -> Self {
        let en = "a day is wanted, such as 2026-11-21".to_owned();
        Self { zh: format!("要写{DAY}"), en, name: None }
    }
}

/// A day, as an official is told to write it.
const DAY: &str = "日期，如 2026-11-21";

/// What the readers of forms call invalid.
const INVALID: [&str; 4] = ["type", "value", "length", "digit"];

/// The names that may stand there.
fn choices(known: &str) -> String {
    let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    format!("可以写：{}", names.join("、"))
}

/// What stands there, and what is to.
fn invalid(rest: &str) -> String {
    let wanted = rest.rsplit_once("expected ").map(|(_, wanted)| wanted);
    match (wanted, rest) {
        (Some(wanted), _) => {
            let Some((_, found)) = rest.split_once(": ") else {
                return format!("要写{}", kind(wanted));
            };
            let found = found.split_once(", expected").map_or(found, |(found, _)| found);
            format!("要写{}，写的是{}", kind(wanted), stands(found))
        }
        (None, "digit found in string") => "要写不小于 0 的整数".to_owned(),
        (None, _) => "要写整数，而且不能这么大".to_owned(),
    }
}

/// A type of a program, as an official would say it.
fn kind(wanted: &str) -> String {
    let most = |most: &str| format!(" 0 到 {most} 的整数");
    match wanted {
        "u8" => most("255"),
        "u16" => most("65535"),
        "u32" => most("4294967295"),
        "u64" | "usize" => "不小于 0 的整数".to_owned(),
        "i8" | "i16" | "i32" | "i64" => "整数".to_owned(),
        "f64" => "数".to_owned(),
        "a boolean" | "`true` or `false`" => " true 或 false ".to_owned(),
        "a string" | "a borrowed string" => "文字".to_owned(),
        "a sequence" => "列表".to_owned(),
        "a map" => "带名称的各项".to_owned(),
        wanted if wanted.starts_with("struct ") => "带名称的各项".to_owned(),
        wanted if wanted.contains("date") => DAY.to_owned(),
        "an array" | "a list" => "列表".to_owned(),
        wanted => format!("另一种内容（{wanted}）"),
    }
}

/// What stands there.
fn stands(found: &str) -> String {
    let value = found.split_once(' ').map_or(found, |(_, value)| value);
    let value = value.trim_matches(['`', '"']);
    match found.split(' ').next().unwrap_or_default() {
        "string" => format!("文字“{value}”"),
        "integer" | "floating" => format!("数 {}", value.trim_start_matches("point `")),
        "boolean" => format!(" {value}"),
        "null" => "空（null）".to_owned(),
        "sequence" => "列表".to_owned(),
        "map" => "带名称的各项".to_owned(),
        _ => format!("“{found}”"),
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "it is only read")]
    struct Form {
        days: u16,
        name: String,
        on: Option<base::Day>,
        yes: Option<bool>,
        of: Option<Kind>,
        list: Option<Vec<u8>>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        One,
        Two,
    }

    fn told(text: &str) -> (String, Option<String>) {
        let misfit = Misfit::of(&serde_json::from_str::<Form>(text).unwrap_err());
        (misfit.zh, misfit.name)
    }

    fn said(zh: &str, name: Option<&str>) -> (String, Option<String>) {
        (zh.to_owned(), name.map(str::to_owned))
    }

    #[test]
    fn a_field_that_is_not_there_or_is_none_is_named() {
        assert_eq!(told(r#"{"days":1}"#), said("少了这一项", Some("name")));
        let known = "没有这一项；可以写：days、name、on、yes、of、list";
        assert_eq!(told(r#"{"dais":1}"#), said(known, Some("dais")));
        assert_eq!(told(r#"{"days":1,"days":2}"#), said("这一项写了两次", Some("days")));
    }

    #[test]
    fn what_stands_there_and_what_is_to_is_said_in_chinese() {
        let days = |value: &str| told(&format!(r#"{{"days":{value}}}"#)).0;
        assert_eq!(days(r#""五""#), "要写 0 到 65535 的整数，写的是文字“五”");
        assert_eq!(days("-1"), "要写 0 到 65535 的整数，写的是数 -1");
        assert_eq!(days("70000"), "要写 0 到 65535 的整数，写的是数 70000");
        assert_eq!(days("1.5"), "要写 0 到 65535 的整数，写的是数 1.5");
        assert_eq!(days("null"), "要写 0 到 65535 的整数，写的是空（null）");
        assert_eq!(told(r#"{"name":true}"#).0, "要写文字，写的是 true");
        assert_eq!(told(r#"{"yes":"是"}"#).0, "要写 true 或 false ，写的是文字“是”");
        assert_eq!(told(r#"{"list":{}}"#).0, "要写列表，写的是带名称的各项");
        assert_eq!(told(r#"{"of":"three"}"#).0, "不能写“three”；可以写：one、two");
        assert_eq!(told("[]").0, "要写带名称的各项");
    }

    #[test]
    fn a_day_that_is_none_is_told_how_days_are_written() {
        for day in ["", "2026", "2026-13-01", "2026-02-30", "明天", "2026/11/21", "21 Nov 2026"] {
            let text = json!({ "days": 1, "name": "", "on": day }).to_string();
            assert_eq!(told(&text), said("要写日期，如 2026-11-21", None), "{day}");
        }
        assert_eq!(told(r#"{"on":5}"#).0, "要写日期，如 2026-11-21，写的是数 5");
    }

    #[test]
    fn what_stands_in_an_address_is_said_in_chinese_too() {
        let number = |text: &str| Misfit::said(&text.parse::<u16>().unwrap_err().to_string()).zh;
        assert_eq!(number("五"), "要写不小于 0 的整数");
        assert_eq!(number(""), "要写整数，写的是空的");
        assert_eq!(number("70000"), "这个数太大或太小");
        let truth = "yes".parse::<bool>().unwrap_err().to_string();
        assert_eq!(Misfit::said(&truth).zh, "要写 true 或 false");
    }

    #[test]
    fn what_is_no_json_says_where_it_breaks_off() {
        assert_eq!(told("{\"days\":").0, "不是完整的 JSON：第 1 行第 8 个字符附近");
    }
}
