//! Years of yearly facts.

use crate::fact::LONGEST_LAG;
use crate::fault::{Fault, Span};

pub(in crate::check) fn missing_year(span: Span, name: &str) -> Fault {
    Fault::new(
        "missing-year",
        span,
        format!("“{name}”是年度指标，没有写哪一年"),
        format!("{name} is yearly, and no year is named"),
    )
    .advise(
        format!("写 {name}[-1]（上一会计年度），近三年写 last({name}, 3)"),
        format!("write {name}[-1] for the last fiscal year, or last({name}, 3)"),
    )
}

pub(in crate::check) fn future_year(span: Span, index: i64, name: &str) -> Fault {
    let (zh, en) = match index {
        0 => ("没有第 0 年".to_owned(), "there is no year 0".to_owned()),
        _ => (
            format!("年度要倒数，[{index}] 不是倒数"),
            format!("years are counted back, and [{index}] is not"),
        ),
    };
    Fault::new("bad-year", span, zh, en).advise(
        format!("上一会计年度写 {name}[-1]，再上一年写 {name}[-2]"),
        format!("write {name}[-1] for the last fiscal year, {name}[-2] for the one before"),
    )
}

pub(in crate::check) fn distant_year(span: Span, name: &str) -> Fault {
    Fault::new(
        "bad-year",
        span,
        format!("最多往回看 {LONGEST_LAG} 年"),
        format!("a formula looks back {LONGEST_LAG} years at most"),
    )
    .advise(
        format!("写 {name}[-1] 到 {name}[-{LONGEST_LAG}]"),
        format!("write {name}[-1] to {name}[-{LONGEST_LAG}]"),
    )
}

pub(in crate::check) fn year_not_constant(span: Span) -> Fault {
    Fault::new("bad-year", span, "年度必须直接写出", "the year must be written out")
        .advise("写 [-1]、[-2] 这样的数", "write a number such as [-1] or [-2]")
}

pub(in crate::check) fn no_years(span: Span, name: &str) -> Fault {
    Fault::new(
        "no-years",
        span,
        format!("“{name}”不是年度指标，没有往年"),
        format!("{name} is not yearly and has no years"),
    )
    .advise(format!("写 {name}"), format!("write {name}"))
}

pub(in crate::check) fn last_of_what(span: Span) -> Fault {
    Fault::new(
        "bad-last",
        span,
        "last 要一个年度指标的名称",
        "last takes the name of a yearly fact",
    )
    .advise("写 last(营业收入, 3)", "write last(营业收入, 3)")
}

pub(in crate::check) fn last_of_point(span: Span, name: &str) -> Fault {
    Fault::new(
        "no-years",
        span,
        format!("“{name}”不是年度指标，没有往年"),
        format!("{name} is not yearly and has no years"),
    )
    .advise(format!("写 {name}，不用 last"), format!("write {name} without last"))
}

pub(in crate::check) fn last_in_yearly(span: Span) -> Fault {
    Fault::new(
        "last-in-yearly",
        span,
        "逐年推算的事实不能用 last",
        "a fact derived year by year cannot use last",
    )
    .advise("在政策的公式里用 last", "use last in the formula of the policy")
}
