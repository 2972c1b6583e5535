//! Who says what: the feeds that facts come from, and the departments that answer for them.

use std::collections::BTreeSet;

use rule::fact::FactId;
use rule::fault::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::shelf::Status;

/// Where facts come from (数据来源): a report, a register, a department's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Shelf and name: `demo/tax`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The department that hands it in.
    pub department: String,
    /// By which right it is held (取得依据).
    pub basis: String,
    /// Where the right is written, where that was seen.
    pub cite: Option<String>,
    /// What it may be used for (允许用途).
    pub uses: BTreeSet<Use>,
    /// The stage of its figures where a sheet does not say.
    pub stage: Option<Stage>,
    /// The lists that it hands in whole: an enterprise that it lists has no others.
    pub whole: Vec<FactId>,
    /// How far the description may be trusted.
    pub status: Status,
    /// The file it is described in.
    pub path: String,
    /// Where in its file.
    pub span: Span,
}

impl Feed {
    /// Whether it may be used so.
    pub fn allows(&self, purpose: Use) -> bool {
        self.uses.contains(&purpose)
    }
}

/// What a fact may be used for (允许用途).
///
/// A figure that was collected for statistics serves statistics only, as the law on statistics
/// (统计法) has it: its feed says so, and whoever asks for another purpose does not see it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "verdict 判定，export 导出，statistics 统计，portal 门户（给企业自己看）")]
pub enum Use {
    /// 判定: deciding about the enterprise.
    Verdict,
    /// 导出: lists that leave the house.
    Export,
    /// 统计: sums over many enterprises.
    Statistics,
    /// 门户: the enterprise's own page.
    Portal,
}

impl Use {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Verdict, Self::Export, Self::Statistics, Self::Portal];

    /// As officials say it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Verdict => "判定",
            Self::Export => "导出",
            Self::Statistics => "统计",
            Self::Portal => "门户",
        }
    }

    /// In English.
    pub fn en(self) -> &'static str {
        match self {
            Self::Verdict => "verdicts",
            Self::Export => "export",
            Self::Statistics => "statistics",
            Self::Portal => "portal",
        }
    }
}

/// How final a figure is (阶段), in the order in which figures of a year come to be.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "forecast 预计，flash 快报，annual 年报，audited 审计，settled 汇缴")]
pub enum Stage {
    /// 预计.
    Forecast,
    /// 快报.
    Flash,
    /// 年报.
    Annual,
    /// 审计.
    Audited,
    /// 汇缴.
    Settled,
}

impl Stage {
    /// All of them, the least final first.
    pub const ALL: [Self; 5] =
        [Self::Forecast, Self::Flash, Self::Annual, Self::Audited, Self::Settled];

    /// Whether figures of it are final: what is only expected (预计), or told early (快报), is not.
    pub fn is_final(self) -> bool {
        self >= Self::Annual
    }

    /// The stage as far as it matters whose figure comes first whoever says it: all that are final
    /// are alike.
    #[must_use]
    pub fn finality(self) -> Self {
        self.min(Self::Annual)
    }

    /// As officials say it.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Forecast => "预计",
            Self::Flash => "快报",
            Self::Annual => "年报",
            Self::Audited => "审计",
            Self::Settled => "汇缴",
        }
    }

    /// As packs and registers write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Forecast => "forecast",
            Self::Flash => "flash",
            Self::Annual => "annual",
            Self::Audited => "audited",
            Self::Settled => "settled",
        }
    }

    /// The stage of that id or Chinese word.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|stage| stage.zh() == text || stage.id() == text)
    }
}

/// Who answers for facts (数源部门), and whom to believe about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The facts.
    pub facts: Vec<FactId>,
    /// The department that settles what is at odds.
    pub department: String,
    /// Feeds, the most trusted first; those not named come after them, none before another.
    pub trust: Vec<String>,
    /// Stages, the most trusted first; those not named come after, the more final before the less.
    pub stages: Vec<Stage>,
    /// Where it is written, where that was seen.
    pub cite: Option<String>,
    /// How far it may be trusted.
    pub status: Status,
    /// The file it is written in.
    pub path: String,
    /// Where in its file.
    pub span: Span,
}

impl Owner {
    /// Where a feed stands in the order of trust: the least is believed first.
    pub fn place(&self, feed: &str) -> usize {
        self.trust.iter().position(|one| one == feed).unwrap_or(self.trust.len())
    }
}
