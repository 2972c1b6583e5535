//! The sheets 年度主要指标, one a year.

use crate::basics::{code, name};
use crate::cell::Cell;
use crate::figures::Figures;
use crate::firm::Firm;
use crate::sheet::Column;

const fn wan(name: &'static str, cell: fn(&Firm, &Figures) -> Cell) -> Column<Figures> {
    Column { name, unit: "万元", cell }
}

const fn heads(name: &'static str, cell: fn(&Firm, &Figures) -> Cell) -> Column<Figures> {
    Column { name, unit: "人", cell }
}

pub(crate) const COLUMNS: &[Column<Figures>] = &[
    Column { name: "统一社会信用代码", unit: "", cell: |firm, _| code(firm) },
    Column { name: "企业名称", unit: "", cell: |firm, _| name(firm) },
    wan("营业收入", |_, year| Cell::wan(year.revenue)),
    wan("销售收入", |_, year| Cell::wan(year.sales)),
    wan("主营业务收入", |_, year| Cell::wan(year.main)),
    wan("总收入", |_, year| Cell::wan(year.income)),
    wan("高新技术产品收入", |_, year| Cell::wan(year.hightech)),
    wan("成本费用支出总额", |_, year| Cell::wan(year.cost)),
    wan("利润总额", |_, year| Cell::wan(year.profit)),
    wan("净利润", |_, year| Cell::wan(year.net_profit)),
    wan("应纳税所得额", |_, year| Cell::wan(year.taxable)),
    wan("缴纳税款", |_, year| Cell::wan(year.tax)),
    wan("资产总额", |_, year| Cell::wan(year.assets)),
    wan("负债总额", |_, year| Cell::wan(year.liabilities)),
    wan("资产总额季度平均", |_, year| Cell::wan(year.assets_quarterly)),
    wan("研发费用", |_, year| Cell::wan(year.research)),
    wan("研发费用高企口径", |_, year| Cell::wan(year.research_hightech)),
    wan("境内研发费用", |_, year| Cell::wan(year.research_home)),
    wan("研发费用加计扣除口径", |_, year| Cell::wan(year.research_deduct)),
    wan("资本化研发费用加计口径", |_, year| Cell::wan(year.capitalised)),
    wan("研发无形资产摊销加计口径", |_, year| Cell::wan(year.amortised)),
    wan("前五项研发费用", |_, year| Cell::wan(year.five())),
    wan("其他相关研发费用", |_, year| Cell::wan(year.other())),
    wan("委托境内研发费用", |_, year| Cell::wan(year.commissioned())),
    wan("委托境外机构研发费用", |_, _| Cell::wan(0)),
    heads("职工总数", |_, year| Cell::count(year.staff)),
    heads("从业人员期末", |_, year| Cell::count(year.staff_end)),
    heads("从业人数季度平均", |_, year| Cell::Number {
        scaled: year.staff_quarterly,
        decimals: 2,
    }),
    heads("科技人员", |_, year| Cell::count(year.tech_staff)),
    heads("研发人员", |_, year| Cell::count(year.research_staff)),
    heads("专职研发人员", |_, year| Cell::count(year.fulltime)),
    heads("研究生以上人员", |_, year| Cell::count(year.graduates)),
    heads("吸纳应届毕业生", |_, year| Cell::count(year.hired)),
    Column {
        name: "主营相关发明专利申请",
        unit: "件",
        cell: |_, year| Cell::count(year.applications),
    },
    Column { name: "细分市场占有率", unit: "%", cell: |_, year| Cell::percent(year.market) },
    Column {
        name: "专精特新发展评价得分",
        unit: "分",
        cell: |_, year| Cell::Number { scaled: year.score, decimals: 2 },
    },
    Column { name: "征收方式", unit: "", cell: |_, _| Cell::text("查账征收") },
    Column {
        name: "适用企业所得税税率",
        unit: "%",
        cell: |firm, _| Cell::percent(if firm.holds_high_tech() { 1_500 } else { 2_500 }),
    },
    Column { name: "限制禁止行业", unit: "", cell: |firm, _| Cell::Flag(firm.restricted) },
    Column { name: "清单内企业", unit: "", cell: |_, _| Cell::Flag(false) },
];
