//! Values of the wrong kind or unit.

use base::{Dimension, Unit};

use crate::fact::Type;
use crate::fault::{Fault, Span, Words};

pub(in crate::check) fn not_boolean(span: Span, of: &Words) -> Fault {
    Fault::new(
        "not-boolean",
        span,
        format!("这里要能回答是或否，而这是{}", of.zh),
        format!("this must answer yes or no, and it is {}", of.en),
    )
    .advise(
        "写一个比较，例如 营业收入[-1] >= 2000 万元",
        "write a comparison, such as 营业收入[-1] >= 2000 万元",
    )
}

pub(in crate::check) fn not_money(span: Span, of: &Words) -> Fault {
    Fault::new(
        "not-money",
        span,
        format!("这里要金额，而这是{}", of.zh),
        format!("this must be money, and it is {}", of.en),
    )
    .advise("写 100 万元，或 5% * 研发费用[-1]", "write 100 万元, or 5% * 研发费用[-1]")
}

pub(in crate::check) fn wrong_type(span: Span, of: &Words, wanted: &Words) -> Fault {
    Fault::new(
        "wrong-type",
        span,
        format!("这里要{}，而这是{}", wanted.zh, of.zh),
        format!("this must be {}, and it is {}", wanted.en, of.en),
    )
    .advise(
        format!("写一个得出{}的公式", wanted.zh),
        format!("write a formula that yields {}", wanted.en),
    )
}

/// Numbers of different units, compared or added.
pub(in crate::check) fn unlike_units(span: Span, a: &Words, b: &Words) -> Fault {
    Fault::new(
        "unlike-units",
        span,
        format!("{}不能与{}相比或相加减", a.zh, b.zh),
        format!("{} does not go with {}", a.en, b.en),
    )
    .advise(
        "两边用同一种单位；比例要写成乘法，例如 5% * 营业收入[-1]",
        "use one unit on both sides; a ratio is multiplied, as in 5% * 营业收入[-1]",
    )
}

/// A bare number beside something that has a unit.
pub(in crate::check) fn bare_number(span: Span, number: &str, of: Dimension) -> Fault {
    let unit = match of {
        Dimension::MONEY => Unit::WAN.symbol.to_owned(),
        // Money per person is written as a quotient of two quantities.
        other => other.to_string().replace('/', " / 1 "),
    };
    Fault::new(
        "bare-number",
        span,
        format!("数字 {number} 没有写单位"),
        format!("{number} has no unit"),
    )
    .advise(format!("写 {number} {unit}"), format!("write {number} {unit}"))
}

pub(in crate::check) fn no_number(span: Span, of: &Words) -> Fault {
    Fault::new(
        "no-operation",
        span,
        format!("{}没有负数", of.zh),
        format!("there is no minus of {}", of.en),
    )
    .advise("负号写在数或时长前", "a minus stands before a number or a duration")
}

pub(in crate::check) fn no_sum(span: Span, a: &Words, b: &Words) -> Fault {
    Fault::new(
        "no-operation",
        span,
        format!("{}与{}不能相加减", a.zh, b.zh),
        format!("{} and {} cannot be added or subtracted", a.en, b.en),
    )
    .advise(
        "可加减的是同单位的数、日期与时长、文字与文字",
        "numbers of one unit, a day and a duration, or two texts can be added",
    )
}

pub(in crate::check) fn days_with_months(span: Span) -> Fault {
    Fault::new(
        "days-with-months",
        span,
        "以天计的时长不能与以月、年计的时长比较或加减",
        "days do not go with months and years",
    )
    .advise(
        "一年写 365 天；或用日期比较：成立日期 <= on - 1 年",
        "write 365 天 for a year, or compare days: 成立日期 <= on - 1 年",
    )
}

/// A bare number where a duration is meant.
pub(in crate::check) fn duration_wanted(span: Span, number: Option<&str>, of: &Type) -> Fault {
    let number = number.unwrap_or("365");
    let (zh, en) = match of {
        Type::Months => (
            format!("写 {number} 个月 或 {number} 年"),
            format!("write {number} 个月 or {number} 年"),
        ),
        _ => (format!("写 {number} 天"), format!("write {number} 天")),
    };
    Fault::new(
        "duration-wanted",
        span,
        "这里要时长，数字没有写天、月或年",
        "a duration is wanted, and the number names no days, months or years",
    )
    .advise(zh, en)
}

pub(in crate::check) fn date_wanted(span: Span, text: Option<&str>) -> Fault {
    let day = text.unwrap_or("2026-01-31");
    Fault::new("date-wanted", span, "这里要日期，而这是文字", "a day is wanted, and this is a text")
        .advise(format!("写 date(\"{day}\")"), format!("write date(\"{day}\")"))
}

pub(in crate::check) fn truth_wanted(span: Span) -> Fault {
    Fault::new(
        "incomparable",
        span,
        "是否类事实不与文字比较",
        "yes or no is not compared with a text",
    )
    .advise(
        "直接写事实名，否定写 not(…)，例如 not(已上市)",
        "write the fact by itself, or not(…), as in not(已上市)",
    )
}

pub(in crate::check) fn list_beside(span: Span, a: &Words, b: &Words) -> Fault {
    Fault::new(
        "incomparable",
        span,
        format!("{}不能与{}比较", a.zh, b.zh),
        format!("{} cannot be compared with {}", a.en, b.en),
    )
    .advise(
        "清单先用 count、sum 或 some … satisfies 变成一个值",
        "make one value of the list first: count, sum, or some … satisfies",
    )
}

pub(in crate::check) fn incomparable(span: Span, a: &Words, b: &Words) -> Fault {
    Fault::new(
        "incomparable",
        span,
        format!("{}不能与{}比较", a.zh, b.zh),
        format!("{} cannot be compared with {}", a.en, b.en),
    )
    .advise("两边写同一类的值", "write values of one kind on both sides")
}

pub(in crate::check) fn no_order(span: Span, of: &Words) -> Fault {
    Fault::new("no-order", span, format!("{}没有大小", of.zh), format!("{} has no order", of.en))
        .advise("只能用 = 或 !=", "use = or != only")
}

pub(in crate::check) fn no_range(span: Span, of: &Words) -> Fault {
    Fault::new(
        "no-order",
        span,
        format!("{}不能组成区间", of.zh),
        format!("there are no ranges of {}", of.en),
    )
    .advise(
        "区间的两端写数、日期、时长或文字",
        "the ends of a range are numbers, days, durations or texts",
    )
}

pub(in crate::check) fn null(span: Span) -> Fault {
    Fault::new(
        "null",
        span,
        "事实不会等于 null：缺的事实是待补数据",
        "no fact is ever null: a missing fact is unknown",
    )
    .advise("删去与 null 的比较", "remove the comparison with null")
}

pub(in crate::check) fn not_a_value(
    span: Span,
    text: &str,
    (near, allowed): (&[&str], &[String]),
) -> Fault {
    const SHOWN: usize = 12;
    let fault = Fault::new(
        "not-a-value",
        span,
        format!("“{text}”不在这个事实的选项里"),
        format!("`{text}` is not a value of this fact"),
    );
    if !near.is_empty() && allowed.len() > SHOWN {
        return fault.advise(
            format!("是不是 {}？", near.join("、")),
            format!("did you mean {}?", near.join(", ")),
        );
    }
    let shown: Vec<&str> = allowed.iter().map(String::as_str).take(SHOWN).collect();
    let more = if allowed.len() > SHOWN { "…" } else { "" };
    fault.advise(
        format!("选项有 {}{more}", shown.join("、")),
        format!("the values are {}{more}", shown.join(", ")),
    )
}

pub(in crate::check) fn formula_as_test(span: Span) -> Fault {
    Fault::new(
        "formula-as-test",
        span,
        "test 是对 of 的检验，这里却是一个完整的公式",
        "a test is about `of`, and this is a whole formula",
    )
    .advise(
        "写 >= 30% 这样的检验，或用 ? 代表 of，或删去 of",
        "write a test such as >= 30%, use ? for the value of `of`, or leave `of` out",
    )
}

pub(in crate::check) fn test_of_nothing(span: Span) -> Fault {
    Fault::new(
        "test-of-nothing",
        span,
        "没有 of，这个检验不知道在检验什么",
        "without `of` this test is about nothing",
    )
    .advise("加上 of，或写完整的公式", "add `of`, or write a whole formula")
}

pub(in crate::check) fn mixed(list: Span, at: Span, (of, with): (&Words, &Words)) -> Fault {
    let span = if at == Span::default() { list } else { at };
    Fault::new(
        "mixed-types",
        span,
        format!("{}和{}不能放在一起", of.zh, with.zh),
        format!("{} and {} do not go together", of.en, with.en),
    )
    .advise("各项写成同一类、同一单位的值", "write values of one kind and unit")
}

pub(in crate::check) fn no_list(span: Span, of: &Words) -> Fault {
    Fault::new(
        "no-list",
        span,
        format!("这里要清单，而这是{}", of.zh),
        format!("this must be a list, and it is {}", of.en),
    )
    .advise(
        "写一个清单事实、last(…, 3) 或 [a, b]",
        "write a fact that is a list, last(…, 3) or [a, b]",
    )
}

pub(in crate::check) fn not_index(span: Span, of: &Words) -> Fault {
    Fault::new(
        "not-index",
        span,
        format!("方括号里要条件或序号，而这是{}", of.zh),
        format!("a condition or an index stands in these brackets, and this is {}", of.en),
    )
    .advise("写 [状态 = \"有效\"] 或 [1]", "write [状态 = \"有效\"] or [1]")
}
