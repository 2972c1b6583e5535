//! The words that people read: answers, and figures with their units.

mod figure;

use pack::shelf::{Kind, Status};
use rule::value::Answer;

use crate::policy::Window;

pub(crate) use figure::grouped;
pub use figure::{at_least, exact, figure, pair, step, value};

/// What every computed answer carries.
pub const NOTE: &str = "测算结果仅供参考，以主管部门认定为准";
/// What is said with every computed amount.
pub const AMOUNTS_NOTE: &str = "奖补是最高数，以预算和公示为准；税额等是测算数，以主管部门核定为准";

/// How a gap in a year that is over reads.
pub const CLOSED_NOTE: &str = "年度数的差距：漏报的可以补材料；没有漏报，就是下一年度的目标";

/// What an amount of a kind of policy carries.
pub fn amount_note(kind: Kind) -> &'static str {
    match kind {
        Kind::Amount => "测算数，以主管部门核定为准",
        Kind::Title | Kind::Class | Kind::Grant | Kind::Score => "最高，以预算和公示为准",
    }
}

/// An answer as officials say it.
pub fn answer(answer: Answer, outside: bool) -> &'static str {
    match answer {
        Answer::Yes => "测算符合",
        Answer::No if outside => "不适用",
        Answer::No => "不符合",
        Answer::Unknown => "待补数据",
        Answer::Person => "需人工审核",
    }
}

/// The mark of an answer.
pub fn mark(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "✓",
        Answer::No => "✗",
        Answer::Unknown => "?",
        Answer::Person => "人",
    }
}

/// Whether a title is held.
pub fn held(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "已认定",
        Answer::No => "未认定",
        Answer::Unknown | Answer::Person => "认定情况待补",
    }
}

/// Whether one can apply.
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Open => "申报窗口开放",
        Window::Closed => "不在申报窗口",
        Window::Unknown => "申报时间未知",
    }
}

/// How far content may be trusted, where that is less than entirely.
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Official => None,
        Status::Secondary => Some("二手来源"),
        Status::Draft => Some("草稿"),
        Status::Demo => Some("示例"),
    }
}

/// What kind of policy it is.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Title => "称号",
        Kind::Class => "划型",
        Kind::Grant => "资助",
        Kind::Amount => "金额测算",
        Kind::Score => "评分",
    }
}
