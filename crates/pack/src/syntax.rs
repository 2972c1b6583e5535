//! Slips of the pen in TOML, said in Chinese.

use rule::fault::{Fault, Span};
use toml::de::Error;

const UNQUOTED: &str = "string values must be quoted";

/// What the reader of TOML says, what that means, and what to do.
const SAYINGS: &[(&str, &str, &str)] = &[
    (
        "invalid unquoted key",
        "键名里有不能直接写的字",
        "中文键名两边加英文双引号，例如 \"营业收入\" = [\"1000 万元\"]；也可能是等号左边多写了东西",
    ),
    (
        UNQUOTED,
        "文字两边没有加英文双引号",
        "写成 title = \"名称\" 这样；注意是英文的 \"，不是中文的 “ ”",
    ),
    (
        "invalid basic string",
        "这段文字没有写完，或里面有不能直接写的字符",
        "检查结尾的英文双引号；文字里面要用双引号时，外面改用单引号 '…'，反斜杠写成 \\\\",
    ),
    ("invalid literal string", "单引号里的文字没有写完", "检查结尾的英文单引号"),
    ("duplicate key", "同一个键写了两次", "留一个，删去另一个"),
    ("missing assignment", "键和值之间少了等号", "写成 键 = 值"),
    ("key with no value", "只写了键，没有写值", "写成 键 = 值"),
    ("missing value", "等号后面没有写值", "补上值，或者删去这一行"),
    ("extra `=`", "多了一个等号", "删去一个等号"),
    ("extra comma", "多了一个逗号", "删去多余的逗号"),
    ("missing comma", "两项之间少了逗号", "在两项之间加英文逗号 ,"),
    ("unclosed array table", "段落标题的方括号没有写完", "写成 [[clause]] 这样"),
    ("unclosed array", "方括号没有写完", "在列表末尾补上 ]"),
    ("unclosed inline table", "花括号没有写完", "在末尾补上 }"),
    ("unclosed table", "段落标题的方括号没有写完", "写成 [[clause]] 这样"),
    ("invalid table header", "段落标题写得不对", "写成 [[clause]] 这样，单独占一行"),
    ("unexpected leading zero", "数前面多了 0", "写成 5 而不是 05；代码一类的数加双引号"),
    ("carriage return", "换行符不对", "用文本编辑器另存一次，换行选 LF 或 CRLF"),
    ("invalid date", "日期不对，或没有这一天", "写成 2026-11-21 这样，月和日都写两位"),
    ("unexpected content", "这里多了东西", "一行只写一个 键 = 值；说明文字前面加 #"),
    ("unexpected key or value", "这里多了东西", "一行只写一个 键 = 值；说明文字前面加 #"),
];

/// What a saying of the reader of TOML means, and what to do; none where it is not in the list.
pub fn slip(said: &str) -> Option<[&'static str; 2]> {
    let known = SAYINGS.iter().find(|(saying, ..)| said.contains(saying));
    known.map(|(_, wrong, mend)| [*wrong, *mend])
}

/// The fault that the reader of TOML found.
pub(crate) fn fault(error: &Error, text: &str) -> Fault {
    let span = error.span().unwrap_or(0..text.len().min(1));
    let said = error.message().replace('\n', " ");
    let nothing = text.get(span.clone()).is_some_and(|written| written.trim().is_empty());
    // The reader takes an absent value for a text without quotes.
    let start = if nothing && said.starts_with(UNQUOTED) { "missing value" } else { &said };
    let span = Span::new(span.start, span.end);
    let Some([wrong, mend]) = slip(start) else {
        return Fault::new("toml", span, format!("写法不符合 TOML（{said}）"), said)
            .advise("照着 packs/README.md 的例子检查这一行", "see packs/README.md");
    };
    Fault::new("toml", span, wrong, said).advise(mend, "see packs/README.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every slip in a text, in Chinese.
    fn slips(text: &str) -> Vec<String> {
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        errors.iter().map(|error| fault(error, text).message.zh).collect()
    }

    #[test]
    fn slips_that_beginners_make_are_said_in_chinese() {
        let wrong = [
            ("title = “示范”", "文字两边没有加英文双引号"),
            ("title = 示范", "文字两边没有加英文双引号"),
            ("title = \"示范", "这段文字没有写完，或里面有不能直接写的字符"),
            ("title = 'a", "单引号里的文字没有写完"),
            ("标题 = 1", "键名里有不能直接写的字"),
            ("title", "只写了键，没有写值"),
            ("title =", "等号后面没有写值"),
            ("title = \"a\"\ntitle = \"b\"", "同一个键写了两次"),
            ("any = [\"a\" \"b\"]", "两项之间少了逗号"),
            ("any = [\"a\", \"b\"", "方括号没有写完"),
            ("want = { a = 1", "花括号没有写完"),
            ("[[clause]", "段落标题的方括号没有写完"),
            ("n = 05", "数前面多了 0"),
            ("from = 2026-13-01", "日期不对，或没有这一天"),
            ("from = 2026-02-29", "日期不对，或没有这一天"),
            ("a = \"1\" \"2\"", "这里多了东西"),
        ]
        .into_iter()
        .filter(|(text, said)| !slips(text).iter().any(|slip| slip == said))
        .map(|(text, said)| format!("{text}: {said}, not {:?}", slips(text)));
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_in_the_list_is_said_in_the_words_of_the_reader() {
        let slips = slips("n = 0x_1");
        assert!(slips.iter().all(|slip| !slip.is_empty()) && !slips.is_empty(), "{slips:?}");
    }
}
