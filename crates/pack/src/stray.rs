//! Names that stand for nothing, and what they were probably meant to be.

use rule::fault::{Fault, Words};
use rule::near::near;

use crate::form::Text;

/// A kind of thing that is called by a name.
pub(crate) struct Named {
    code: &'static str,
    /// “there is no {}”, in Chinese and in English.
    none: [&'static str; 2],
    /// What to write where no known name is like it.
    mend: [&'static str; 2],
}

pub(crate) const CLAUSE: Named = Named {
    code: "unknown-clause",
    none: ["本政策没有条款“{}”", "this policy has no clause {}"],
    mend: ["写本政策中条款的编号", "write the id of a clause of this policy"],
};

pub(crate) const CLAUSE_OF_BASE: Named = Named {
    code: "unknown-clause",
    none: ["作为基础的政策没有条款“{}”", "the policy it stands on has no clause {}"],
    mend: ["写那个政策中条款的编号", "write the id of a clause of that policy"],
};

pub(crate) const INDICATOR: Named = Named {
    code: "unknown-indicator",
    none: ["本政策没有指标“{}”", "this policy has no indicator {}"],
    mend: ["写本政策中指标的编号", "write the id of an indicator of this policy"],
};

pub(crate) const FACT: Named = Named {
    code: "unknown-name",
    none: ["没有名为“{}”的事实", "there is no fact named {}"],
    mend: ["用指标字典里的中文名", "use a name of the fact dictionary"],
};

pub(crate) const FACT_ID: Named = Named {
    code: "unknown-fact",
    none: ["没有编号为“{}”的事实", "there is no fact with the id {}"],
    mend: ["写另一个事实的英文编号", "write the id of another fact"],
};

pub(crate) const JUDGEMENT: Named = Named {
    code: "unknown-judgement",
    none: ["没有由人判断的事项“{}”", "there is no judgement \"{}\""],
    mend: ["在 fact/ 里写一段 [[judge]]", "write a [[judge]] in fact/"],
};

pub(crate) const SOURCE: Named = Named {
    code: "unknown-source",
    none: ["没有编号为“{}”的来源", "there is no source with the id {}"],
    mend: ["在 source/ 里为它写一个文件", "write a file for it in source/"],
};

pub(crate) const POLICY: Named = Named {
    code: "unknown-policy",
    none: ["没有编号为“{}”的政策", "there is no policy with the id {}"],
    mend: ["写政策的编号", "write the id of a policy"],
};

pub(crate) const FEED: Named = Named {
    code: "unknown-feed",
    none: ["没有编号为“{}”的数据来源", "there is no feed with the id {}"],
    mend: ["在 feed/ 里写一段 [[feed]]", "write a [[feed]] in feed/"],
};

pub(crate) const EDITION: Named = Named {
    code: "unknown-edition",
    none: ["没有标准号为“{}”的分类代码", "there is no classification of the edition {}"],
    mend: ["在 code/ 里为它写一个文件", "write a file for it in code/"],
};

impl Named {
    /// The fault of a name that is none of those known.
    pub(crate) fn stray<'k>(&self, name: &Text, known: impl IntoIterator<Item = &'k str>) -> Fault {
        let word = &name.value;
        let [zh, en] = self.none.map(|none| none.replace("{}", word));
        let fault = Fault::new(self.code, name.span, zh, en);
        let near = near(word, known);
        let Words { zh, en } = meant(&near);
        let (or, otherwise) = if near.is_empty() { ("", "") } else { ("否则", "otherwise ") };
        fault
            .advise(format!("{zh}{or}{}", self.mend[0]), format!("{en}{otherwise}{}", self.mend[1]))
    }
}

/// What a word that is not allowed was meant to be, and every word that is.
pub(crate) fn one_of(word: &str, known: &[&str]) -> Words {
    let Words { zh, en } = meant(&near(word, known.iter().copied()));
    Words::new(
        format!("{zh}能写的有：{}", known.join("、")),
        format!("{en}write one of {}", known.join(", ")),
    )
}

/// “did you mean …?”, or nothing.
fn meant(near: &[&str]) -> Words {
    if near.is_empty() {
        return Words::default();
    }
    let (zh, en) = (near.join("、"), near.join(", "));
    Words::new(format!("是不是 {zh}？"), format!("did you mean {en}? "))
}
