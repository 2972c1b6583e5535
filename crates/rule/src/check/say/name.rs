//! Names that stand for nothing.

use crate::fault::{Fault, Span};

/// “did you mean” with up to three names.
fn meant(fault: Fault, near: &[impl AsRef<str>], otherwise: (&str, &str)) -> Fault {
    if near.is_empty() {
        return fault.advise(otherwise.0, otherwise.1);
    }
    let names: Vec<&str> = near.iter().map(AsRef::as_ref).collect();
    fault.advise(
        format!("是不是 {}？", names.join("、")),
        format!("did you mean {}?", names.join(", ")),
    )
}

pub(in crate::check) fn unknown_name(span: Span, name: &str, near: &[String]) -> Fault {
    let fault = Fault::new(
        "unknown-name",
        span,
        format!("没有名为“{name}”的事实"),
        format!("there is no fact named {name}"),
    );
    meant(
        fault,
        near,
        ("用指标字典里的名称，文字要加双引号", "use a name of the fact dictionary; quote texts"),
    )
}

pub(in crate::check) fn lone_unit(span: Span, name: &str) -> Fault {
    Fault::new(
        "lone-unit",
        span,
        format!("单位“{name}”前没有数字"),
        format!("no number stands before the unit {name}"),
    )
    .advise(
        format!("写 1 {name}，例如 50 万元 / 1 人"),
        format!("write 1 {name}, as in 50 万元 / 1 人"),
    )
}

pub(in crate::check) fn no_call(span: Span, name: &str) -> Fault {
    Fault::new(
        "unknown-name",
        span,
        format!("{name} 是函数，不是事实"),
        format!("{name} is a function and not a fact"),
    )
    .advise(format!("写 {name}(…)"), format!("write {name}(…)"))
}

pub(in crate::check) fn unquoted(span: Span, name: &str) -> Fault {
    Fault::new(
        "unquoted-text",
        span,
        format!("“{name}”是一个选项，要加双引号"),
        format!("{name} is a value and stands in quotation marks"),
    )
    .advise(format!("写 \"{name}\""), format!("write \"{name}\""))
}

pub(in crate::check) fn no_question(span: Span) -> Fault {
    Fault::new("unknown-name", span, "这里没有 ? 所指的值", "there is nothing that ? stands for")
        .advise("? 只用在分档的 test 里", "? is for the tests of bands only")
}

pub(in crate::check) fn no_item(span: Span) -> Fault {
    Fault::new(
        "unknown-name",
        span,
        "这里没有 item 所指的值",
        "there is nothing that item stands for",
    )
    .advise("item 只用在清单后的 [条件] 里", "item is for the condition behind a list only")
}

pub(in crate::check) fn unknown_judgement(span: Span, name: &str, near: &[&str]) -> Fault {
    let fault = Fault::new(
        "unknown-judgement",
        span,
        format!("没有名为“{name}”的判断事项"),
        format!("there is no judgement named {name}"),
    );
    meant(
        fault,
        near,
        ("先在 fact 目录的 [[judge]] 里声明它", "declare it as a [[judge]] beside the facts"),
    )
}

pub(in crate::check) fn unknown_field(
    span: Span,
    name: &str,
    (list, names): (&str, &[&str]),
) -> Fault {
    Fault::new(
        "unknown-field",
        span,
        format!("“{list}”没有字段“{name}”"),
        format!("{list} has no field {name}"),
    )
    .advise(format!("字段有 {}", names.join("、")), format!("there is {}", names.join(", ")))
}

pub(in crate::check) fn no_property(
    span: Span,
    name: &str,
    of: &crate::fault::Words,
    names: &[&str],
) -> Fault {
    let fault = Fault::new(
        "unknown-field",
        span,
        format!("{}没有字段“{name}”", of.zh),
        format!("{} has no field {name}", of.en),
    );
    if names.is_empty() {
        return fault.advise(
            "点号只用于清单的字段和日期的 year、month、day",
            "a dot is for fields of records and year, month, day of a day",
        );
    }
    fault.advise(format!("可用 {}", names.join("、")), format!("there is {}", names.join(", ")))
}
