//! The sheet 技术转让: what a few firms sold of their technology in the last complete year.

use base::Year;

use crate::basics::{code, name};
use crate::cell::Cell;
use crate::figures::share;
use crate::firm::Firm;
use crate::rng::Rng;
use crate::sheet::Column;

/// Technology sold within a year, as the rules ask about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sale {
    object: &'static str,
    mode: &'static str,
    /// In fen, as [`Self::cost`] and [`Self::taxes`] are.
    income: i64,
    cost: i64,
    taxes: i64,
    registered: bool,
    related: bool,
}

impl Sale {
    /// What a firm sold: one in six of those that spend at least 3 % of their revenue on
    /// research. Its stream of numbers is its own.
    pub(crate) fn of(firm: &Firm, seed: u64) -> Option<Self> {
        let last = firm.years.last()?.as_ref()?;
        let mut rng = Rng::of(seed ^ 1 << 48, u64::from(firm.number));
        if last.research < share(last.revenue, 300) || !rng.chance(17) {
            return None;
        }
        let income = share(last.revenue, rng.between(200, 2_500));
        Some(Self {
            object: match rng.below(10) {
                ..6 => "专利",
                6..9 => "计算机软件著作权",
                9.. => "简单改变外观的设计专利",
            },
            mode: match rng.below(10) {
                ..6 => "所有权转让",
                6..8 => "五年以上全球独占许可",
                8..9 => "五年以上非独占许可",
                9.. => "其他",
            },
            income,
            cost: share(income, rng.between(1_000, 5_000)),
            taxes: share(income, rng.between(50, 130)),
            registered: rng.chance(85),
            related: rng.chance(8),
        })
    }
}

/// The name of the sheet.
pub(crate) fn title(year: Year) -> String {
    format!("{}年度技术转让", year.0)
}

pub(crate) const COLUMNS: &[Column<Sale>] = &[
    Column { name: "统一社会信用代码", unit: "", cell: |firm, _| code(firm) },
    Column { name: "企业名称", unit: "", cell: |firm, _| name(firm) },
    Column { name: "技术转让标的", unit: "", cell: |_, sale| Cell::text(sale.object) },
    Column { name: "技术转让方式", unit: "", cell: |_, sale| Cell::text(sale.mode) },
    Column { name: "技术转让收入", unit: "万元", cell: |_, sale| Cell::wan(sale.income) },
    Column { name: "技术转让成本", unit: "万元", cell: |_, sale| Cell::wan(sale.cost) },
    Column {
        name: "技术转让相关税费", unit: "万元", cell: |_, sale| Cell::wan(sale.taxes)
    },
    Column {
        name: "技术转让合同已登记", unit: "", cell: |_, sale| Cell::Flag(sale.registered)
    },
    Column {
        name: "全资关联方技术转让", unit: "", cell: |_, sale| Cell::Flag(sale.related)
    },
];
