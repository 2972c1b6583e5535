//! The words that people read, in their language: answers, and figures with their units.

mod both;
mod figure;
mod phrase;
mod tongue;

use pack::shelf::{Kind, Status};
use rule::value::Answer;

use crate::policy::Window;

pub use both::Both;
pub(crate) use figure::grouped;
pub use figure::{at_least, exact, figure, pair, step, value};
pub use tongue::Tongue;

/// What every computed answer carries.
pub const NOTE: &str = "测算结果仅供参考，以主管部门认定为准";
/// The same in English.
const NOTE_EN: &str = "Computed for reference only; the competent department's recognition decides";
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

/// What every computed answer carries, in the reader's language.
pub fn note(tongue: Tongue) -> &'static str {
    tongue.of([NOTE, NOTE_EN])
}

/// An answer as officials say it.
pub fn answer(answer: Answer, outside: bool, tongue: Tongue) -> &'static str {
    tongue.of(match answer {
        Answer::Yes => ["测算符合", "met, as computed"],
        Answer::No if outside => ["不适用", "not addressed"],
        Answer::No => ["不符合", "not met"],
        Answer::Unknown => ["待补数据", "data missing"],
        Answer::Person => ["需人工审核", "needs a person"],
    })
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
pub fn held(answer: Answer, tongue: Tongue) -> &'static str {
    tongue.of(match answer {
        Answer::Yes => ["已认定", "recognised"],
        Answer::No => ["未认定", "not recognised"],
        Answer::Unknown | Answer::Person => ["认定情况待补", "not known whether recognised"],
    })
}

/// Whether one can apply.
pub fn window(window: Window, tongue: Tongue) -> &'static str {
    tongue.of(match window {
        Window::Open => ["申报窗口开放", "open for applications"],
        Window::Closed => ["不在申报窗口", "closed for applications"],
        Window::Unknown => ["申报时间未知", "time of application not known"],
    })
}

/// How far content may be trusted, where that is less than entirely.
pub fn status(status: Status, tongue: Tongue) -> Option<&'static str> {
    let said = match status {
        Status::Official => return None,
        Status::Secondary => ["二手来源", "read in a copy"],
        Status::Draft => ["草稿", "draft"],
        Status::Demo => ["示例", "invented"],
    };
    Some(tongue.of(said))
}

/// What kind of policy it is.
pub fn kind(kind: Kind, tongue: Tongue) -> &'static str {
    tongue.of(match kind {
        Kind::Title => ["称号", "title"],
        Kind::Class => ["划型", "class"],
        Kind::Grant => ["资助", "grant"],
        Kind::Amount => ["金额测算", "amount"],
        Kind::Score => ["评分", "score"],
    })
}
