//! What the checker says about a formula that makes no sense.

mod kind;
mod name;
mod year;

use base::Dimension;

use super::Checker;
use super::argument::Want;
use crate::expr::{Arithmetic, Function};
use crate::fact::Type;
use crate::fault::{Fault, Span, Words};

pub(super) use kind::*;
pub(super) use name::*;
pub(super) use year::*;

impl Checker<'_> {
    /// A type as a person would name it.
    pub(super) fn words(&self, of: &Type) -> Words {
        match of {
            Type::Number(Dimension::NONE) => Words::new("不带单位的数", "a plain number"),
            Type::Number(Dimension::MONEY) => Words::new("金额", "money"),
            Type::Number(dimension) => {
                Words::new(format!("以{dimension}计的数"), format!("a number in {dimension}"))
            }
            Type::Bool => Words::new("是或否", "yes or no"),
            Type::Text => Words::new("文字", "a text"),
            Type::Date => Words::new("日期", "a day"),
            Type::Days => Words::new("以天计的时长", "a duration in days"),
            Type::Months => Words::new("以月计的时长", "a duration in months"),
            Type::List(_) => Words::new("列表", "a list"),
            Type::Range(_) => Words::new("区间", "a range"),
            Type::Record(id) => {
                let name = self.context.schema.get(*id).map_or("", |fact| fact.name.as_str());
                Words::new(format!("“{name}”的一条"), format!("a record of {name}"))
            }
            Type::Null => Words::new("null", "null"),
        }
    }
}

/// A call as it would be written, for advice: `substring(string, start position, length)`.
fn signatures(function: Function) -> String {
    let forms = function.forms().iter().map(|form| {
        let more = if form.variadic { ", …" } else { "" };
        format!("{}({}{more})", function.name(), form.parameters.join(", "))
    });
    forms.collect::<Vec<_>>().join(" / ")
}

pub(super) fn wrong_call(span: Span, function: Function) -> Fault {
    let name = function.name();
    Fault::new(
        "wrong-call",
        span,
        format!("函数 {name} 的参数个数或名称不对"),
        format!("{name} does not take these arguments"),
    )
    .advise(format!("写 {}", signatures(function)), format!("write {}", signatures(function)))
}

pub(super) fn wrong_argument(span: Span, function: Function, (want, of): (Want, &Words)) -> Fault {
    let (name, (zh, en)) = (function.name(), want.words());
    Fault::new(
        "wrong-argument",
        span,
        format!("函数 {name} 在这里要{zh}，这里是{}", of.zh),
        format!("{name} takes {en} here, and this is {}", of.en),
    )
    .advise(
        format!("写 {}，此处给{zh}", signatures(function)),
        format!("write {} with {en} here", signatures(function)),
    )
}

pub(super) fn unchecked_function(span: Span, name: &str) -> Fault {
    Fault::new(
        "unchecked-function",
        span,
        format!("函数 {name} 不能用在政策公式里"),
        format!("{name} cannot be used in a formula of a policy"),
    )
    .advise("请换一种写法", "write it another way")
}

pub(super) fn no_date(span: Span) -> Fault {
    Fault::new("no-day", span, "没有这一天", "there is no such day")
        .advise("写 date(\"2026-01-31\")", "write date(\"2026-01-31\")")
}

pub(super) fn no_constant(span: Span, name: &str) -> Fault {
    let (zh, en) = match name {
        "duration" => ("写 3 年、6 个月 或 30 天", "write 3 年, 6 个月 or 30 天"),
        _ => ("写 [1..3] 这样的区间", "write a range such as [1..3]"),
    };
    Fault::new(
        "no-constant",
        span,
        format!("{name} 要写出来的值，不能由公式算出"),
        format!("{name} takes a value that is spelled out"),
    )
    .advise(zh, en)
}

pub(super) fn no_operation(span: Span, op: Arithmetic, (a, b): (&Words, &Words)) -> Fault {
    let (sign, zh, en) = match op {
        Arithmetic::Multiply => ("*", "相乘", "multiplied by"),
        Arithmetic::Divide => ("/", "相除", "divided by"),
        Arithmetic::Power => ("**", "乘方", "raised to the power of"),
        Arithmetic::Add => ("+", "相加", "added to"),
        Arithmetic::Subtract => ("-", "相减", "lessened by"),
    };
    let (advice_zh, advice_en) = match op {
        Arithmetic::Power => (
            "指数写不带单位的数；带单位的数只能乘整数次方",
            "raise numbers with a unit to whole constants",
        ),
        _ => ("只有数与数、时长与数可以乘除", "only numbers, or a duration and a number, go here"),
    };
    Fault::new(
        "no-operation",
        span,
        format!("{}与{}不能{zh}（{sign}）", a.zh, b.zh),
        format!("{} cannot be {en} {}", a.en, b.en),
    )
    .advise(advice_zh, advice_en)
}
