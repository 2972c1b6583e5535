//! What the parser says about a broken formula.

use crate::fact::LONGEST_LAG;
use crate::fault::{Fault, Span};

pub(super) fn too_long(span: Span) -> Fault {
    Fault::new("too-long", span, "公式太长", "the formula is too long")
        .advise("一个公式最多 64 KiB，请拆成几条", "a formula has at most 64 KiB; split it")
}

pub(super) fn too_deep(span: Span) -> Fault {
    Fault::new(
        "too-deep",
        span,
        "公式嵌套太深或运算太多",
        "the formula is nested too deeply or has too many operators",
    )
    .advise("请拆成几条，或把一部分定义为派生事实", "split it, or make a derived fact of a part")
}

pub(super) fn no_literal(span: Span) -> Fault {
    Fault::new("no-literal", span, "这里只能写一个值", "only a value can stand here").advise(
        "写 1000 万元、3%、30 人、true、2019-05-01 或 \"文字\" 这样的值",
        "write a value such as 1000 万元, 3%, 30 人, true, 2019-05-01 or \"text\"",
    )
}

/// Something else stands where `expected` should.
pub(super) fn syntax(span: Span, found: &str, expected: (&str, &str)) -> Fault {
    let (zh, en) = expected;
    let found = if found.is_empty() {
        ("公式在这里结束了".to_owned(), "the formula ends here".to_owned())
    } else {
        (format!("这里是“{found}”"), format!("`{found}` stands here"))
    };
    Fault::new("syntax", span, found.0, found.1)
        .advise(format!("这里应写{zh}"), format!("write {en} here"))
}

/// A bracket that should be closed where `found` stands.
pub(super) fn unclosed(open: Span, found: &str, close: &str) -> Fault {
    let (zh, en) = match found {
        "" => ("公式末尾".to_owned(), "at the end".to_owned()),
        _ => (format!("“{found}”之前"), format!("before `{found}`")),
    };
    Fault::new(
        "unclosed-bracket",
        open,
        format!("这个括号没有用 {close} 结束"),
        format!("no {close} closes this bracket"),
    )
    .advise(format!("在{zh}写 {close}"), format!("write {close} {en}"))
}

pub(super) fn chained(span: Span) -> Fault {
    Fault::new("chained-comparison", span, "比较不能连写", "comparisons cannot be chained").advise(
        "写 a < b and b < c，或 b between a and c，或 b in (a..c)",
        "write a < b and b < c, or b between a and c, or b in (a..c)",
    )
}

pub(super) fn bare_not(span: Span) -> Fault {
    Fault::new("syntax", span, "not 后要有括号", "not needs brackets")
        .advise("写 not(…)", "write not(…)")
}

/// `>= 30% and <= 50%` in a test.
pub(super) fn joined_tests(span: Span) -> Fault {
    Fault::new("joined-tests", span, "检验之间不能写 and、or", "tests are not joined by and, or")
        .advise(
            "两头都有界写 [30%..50%)，多个值用逗号隔开",
            "write [30%..50%) for a range, and commas between values",
        )
}

pub(super) fn no_else(span: Span) -> Fault {
    Fault::new("syntax", span, "if 缺少 else", "this if has no else")
        .advise("写 if … then … else …", "write if … then … else …")
}

pub(super) fn empty_index(span: Span) -> Fault {
    Fault::new("syntax", span, "方括号里是空的", "nothing stands in these brackets").advise(
        "年度指标写 [-1]（上一年），清单写 [条件]",
        "write [-1] for last year, or a condition to filter a list",
    )
}

pub(super) fn lone_at(span: Span) -> Fault {
    Fault::new("syntax", span, "@ 后要有带引号的日期", "@ needs a day in quotes")
        .advise("写 @\"2026-01-01\"", "write @\"2026-01-01\"")
}

pub(super) fn no_day(span: Span, text: &str) -> Fault {
    Fault::new(
        "no-day",
        span,
        format!("“{text}”不是日期，也不是时长"),
        format!("`{text}` is neither a day nor a duration"),
    )
    .advise(
        "写 @\"2026-01-31\"、3 年、6 个月 或 30 天",
        "write @\"2026-01-31\", 3 年, 6 个月 or 30 天",
    )
}

pub(super) fn bad_judge(span: Span, name: &str) -> Fault {
    Fault::new("bad-judge", span, "judge 要有判断事项的名称", "judge takes the name of a judgement")
        .advise(format!("写 judge(\"{name}\")"), format!("write judge(\"{name}\")"))
}

pub(super) fn bad_last(span: Span) -> Fault {
    Fault::new(
        "bad-last",
        span,
        "last 要有一个年度指标和一个年数",
        "last takes a yearly fact and a number of years",
    )
    .advise(
        format!("写 last(营业收入, 3)；年数从 1 到 {LONGEST_LAG}"),
        format!("write last(营业收入, 3); the years go from 1 to {LONGEST_LAG}"),
    )
}

pub(super) fn unknown_function(span: Span, name: &str, near: &[&str]) -> Fault {
    let fault = Fault::new(
        "unknown-function",
        span,
        format!("没有函数 {name}"),
        format!("there is no function {name}"),
    );
    if near.is_empty() {
        fault.advise(
            "函数名见规则语言说明",
            "the functions are listed in the guide of the rule language",
        )
    } else {
        let names = near.join("、");
        fault.advise(format!("是不是 {names}？"), format!("did you mean {}?", near.join(", ")))
    }
}

/// Something of FEEL that this language does not have, and why.
fn out(span: Span, of: (&str, &str), why: (&str, &str)) -> Fault {
    Fault::new(
        "not-in-language",
        span,
        format!("规则语言不含{}", of.0),
        format!("the language has no {}", of.1),
    )
    .advise(why.0, why.1)
}

pub(super) fn left_out(span: Span, name: &str, why: (&str, &str)) -> Fault {
    out(span, (&format!("函数 {name}"), &format!("function {name}")), why)
}

pub(super) fn function_definition(span: Span) -> Fault {
    out(
        span,
        ("自定义函数", "functions of one's own"),
        (
            "能自己调用自己的公式无法解释；请写成几条派生事实",
            "a formula that may call itself cannot be explained; write derived facts",
        ),
    )
}

pub(super) fn context(span: Span) -> Fault {
    out(
        span,
        ("花括号对象", "contexts"),
        ("请用清单事实及其字段", "use a list of records with declared fields"),
    )
}

pub(super) fn instance_of(span: Span) -> Fault {
    out(
        span,
        (" instance of", "instance of"),
        ("每个事实的类型在检查时已经确定", "the type of every fact is known when it is checked"),
    )
}

pub(super) fn time(span: Span) -> Fault {
    out(
        span,
        ("钟点", "times of day"),
        (
            "期限按天计算：写 @\"2026-01-31\" 或 30 天",
            "limits are in days: write @\"2026-01-31\" or 30 天",
        ),
    )
}

pub(super) fn unequal_range(span: Span) -> Fault {
    out(
        span,
        ("“不等于”的区间", "ranges of all but one value"),
        ("写 x != 10 或 not(x in …)", "write x != 10 or not(x in …)"),
    )
}
