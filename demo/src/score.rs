//! The sheet 专家评分: what invented experts thought of the firms that were looked at.

use crate::basics::{code, name};
use crate::cell::Cell;
use crate::firm::Firm;
use crate::rng::Rng;
use crate::sheet::Column;

/// The points of a firm, in the order of the columns, and whether it is known in its market.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scores {
    points: [i64; 8],
    known: bool,
}

/// The most that experts give for each.
const MOST: [i64; 8] = [8, 8, 6, 2, 6, 6, 4, 4];

impl Scores {
    /// The scores of a firm that holds a title, or applied for one; most others were never
    /// looked at.
    pub(crate) fn draw(rng: &mut Rng, holds: bool) -> Option<Self> {
        if !rng.chance(if holds { 90 } else { 15 }) {
            return None;
        }
        let good = rng.chance(if holds { 85 } else { 40 });
        let points =
            MOST.map(|most| if good { rng.between(most - 1, most) } else { rng.between(1, most) });
        Some(Self { points, known: rng.chance(if holds { 70 } else { 30 }) })
    }
}

impl Scores {
    fn points(&self, column: usize) -> i64 {
        self.points.get(column).copied().unwrap_or(0)
    }
}

const fn points(name: &'static str, cell: fn(&Firm, &Scores) -> Cell) -> Column<Scores> {
    Column { name, unit: "分", cell }
}

pub(crate) const COLUMNS: &[Column<Scores>] = &[
    Column { name: "统一社会信用代码", unit: "", cell: |firm, _| code(firm) },
    Column { name: "企业名称", unit: "", cell: |firm, _| name(firm) },
    points("技术的先进程度", |_, scores| Cell::count(scores.points(0))),
    points("对主要产品的核心支持作用", |_, scores| Cell::count(scores.points(1))),
    points("知识产权获得方式", |_, scores| Cell::count(scores.points(2))),
    points("参与编制标准与规范", |_, scores| Cell::count(scores.points(3))),
    points("研发组织管理制度与费用核算", |_, scores| Cell::count(scores.points(4))),
    points("内部研发机构与产学研合作", |_, scores| Cell::count(scores.points(5))),
    points("成果转化激励与创新创业平台", |_, scores| Cell::count(scores.points(6))),
    points("科技人员培养引进与绩效评价", |_, scores| Cell::count(scores.points(7))),
    Column {
        name: "市场占有率较为靠前且有知名度",
        unit: "",
        cell: |_, scores| Cell::Flag(scores.known),
    },
];
