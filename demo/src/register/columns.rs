//! The columns of the sheets that offices send, each in the unit that its office likes.

use base::Uscc;

use super::entity::Entity;
use crate::cell::Cell;
use crate::figures::Figures;

/// A column of an office's sheet.
pub(crate) struct Heading {
    /// The name of a fact of the national dictionary.
    pub(crate) name: &'static str,
    /// Its unit, or nothing.
    pub(crate) unit: &'static str,
    /// What stands in it.
    pub(crate) cell: fn(&Line<'_>) -> Cell,
}

/// A row of an office's sheet.
pub(crate) struct Line<'a> {
    pub(crate) entity: &'a Entity,
    pub(crate) code: Uscc,
    pub(crate) name: String,
    /// Of which the row speaks.
    pub(crate) year: i16,
    /// In which it is told.
    pub(crate) current: i16,
    pub(crate) figures: Figures,
}

const fn text(name: &'static str, cell: fn(&Line<'_>) -> Cell) -> Heading {
    Heading { name, unit: "", cell }
}

const CODE: Heading = text("统一社会信用代码", |line| Cell::text(line.code.as_str()));
const NAME: Heading = text("企业名称", |line| Cell::text(&line.name));

/// In 元, to the fen.
const fn yuan(name: &'static str, cell: fn(&Line<'_>) -> Cell) -> Heading {
    Heading { name, unit: "元", cell }
}

/// In 万元.
const fn wan(name: &'static str, cell: fn(&Line<'_>) -> Cell) -> Heading {
    Heading { name, unit: "万元", cell }
}

/// In 千元.
const fn thousand(name: &'static str, cell: fn(&Line<'_>) -> Cell) -> Heading {
    Heading { name, unit: "千元", cell }
}

const fn heads(name: &'static str, cell: fn(&Line<'_>) -> Cell) -> Heading {
    Heading { name, unit: "人", cell }
}

/// Fen in a column of 元.
fn exact(fen: i64) -> Cell {
    Cell::Number { scaled: fen, decimals: 2 }
}

/// Fen in a column of 万元 with two decimals.
fn rounded(fen: i64) -> Cell {
    Cell::Number { scaled: nearest(fen, 10_000), decimals: 2 }
}

/// Fen in a column of 千元 without decimals.
fn thousands(fen: i64) -> Cell {
    Cell::count(nearest(fen, 100_000))
}

/// How many of `unit` there are in `amount`, halves rounded up.
fn nearest(amount: i64, unit: i64) -> i64 {
    (amount + unit / 2).div_euclid(unit)
}

pub(crate) const REGISTERED: &[Heading] = &[
    CODE,
    NAME,
    text("成立日期", |line| Cell::Date(line.entity.born)),
    text("企业类型", |line| Cell::text(line.entity.form)),
    text("境内注册", |_| Cell::Flag(true)),
    // 个体工商户 and 个人独资企业 pay no 企业所得税 (企业所得税法第一条).
    text("居民企业", |line| match line.entity.form {
        "个体工商户" => Cell::Flag(false),
        "个人独资企业" => Cell::Blank,
        _ => Cell::Flag(true),
    }),
    text("注册地址", |line| Cell::text(&line.entity.places.address)),
    text("注册地", |line| Cell::text(line.entity.registered_in(line.year, line.current))),
    text("国民经济行业代码", |line| Cell::text(line.entity.trade.code)),
    text("列入经营异常名录", |line| Cell::Flag(line.entity.abnormal)),
    text("列入严重违法失信名单", |_| Cell::Flag(false)),
];

pub(crate) const CHANGED: &[Heading] = &[
    CODE,
    NAME,
    text("注册地", |line| Cell::text(line.entity.registered_in(line.year, line.current))),
];

pub(crate) const LEDGER: &[Heading] = &[
    CODE,
    NAME,
    text("经营地", |line| Cell::text(line.entity.places.at_work)),
    text("所属园区", |line| Cell::text(line.entity.places.park)),
    text("实际经营在区内", |line| Cell::Flag(line.entity.places.inside())),
];

pub(crate) const TAX: &[Heading] = &[
    CODE,
    NAME,
    yuan("营业收入", |line| exact(line.figures.revenue)),
    yuan("销售收入", |line| exact(line.figures.sales)),
    yuan("主营业务收入", |line| exact(line.figures.main)),
    yuan("利润总额", |line| exact(line.figures.profit)),
    yuan("净利润", |line| exact(line.figures.net_profit)),
    yuan("应纳税所得额", |line| exact(line.figures.taxable)),
    yuan("缴纳税款", |line| exact(line.figures.tax)),
    yuan("研发费用加计扣除口径", |line| exact(line.figures.research_deduct)),
    text("征收方式", |_| Cell::text("查账征收")),
    Heading {
        name: "适用企业所得税税率",
        unit: "%",
        cell: |line| {
            let figured = line.entity.figured.as_ref();
            let high_tech = figured.is_some_and(|figured| figured.role.high_tech);
            Cell::percent(if high_tech { 1_500 } else { 2_500 })
        },
    },
    text("纳税地", |line| Cell::text(line.entity.places.taxed)),
];

pub(crate) const CORRECTED: &[Heading] = &[
    CODE,
    NAME,
    yuan("营业收入", |line| exact(line.figures.revenue)),
    yuan("销售收入", |line| exact(line.figures.sales)),
    yuan("主营业务收入", |line| exact(line.figures.main)),
];

pub(crate) const ANNUAL: &[Heading] = &[
    CODE,
    NAME,
    wan("营业收入", |line| rounded(line.figures.revenue)),
    wan("主营业务收入", |line| rounded(line.figures.main)),
    wan("利润总额", |line| rounded(line.figures.profit)),
    wan("净利润", |line| rounded(line.figures.net_profit)),
    wan("缴纳税款", |line| rounded(line.figures.tax)),
    wan("资产总额", |line| rounded(line.figures.assets)),
    wan("负债总额", |line| rounded(line.figures.liabilities)),
    heads("职工总数", |line| Cell::count(line.figures.staff)),
];

pub(crate) const SURVEY: &[Heading] = &[
    CODE,
    NAME,
    text("四上统计行业", |line| Cell::text(line.entity.trade.survey)),
    text("四上入库类别", |line| Cell::text(line.entity.trade.listed())),
    text("统计在地", |line| Cell::text(line.entity.places.counted)),
    thousand("营业收入", |line| thousands(line.figures.revenue)),
    thousand("研发费用", |line| thousands(line.figures.research)),
    heads("从业人员期末", |line| Cell::count(line.figures.staff_end)),
];

pub(crate) const FLASH: &[Heading] = &[
    CODE,
    NAME,
    thousand("营业收入", |line| {
        // Told before the books were closed: the last month is an estimate.
        thousands(line.figures.revenue / 1_000 * (970 + i64::from(line.entity.number % 60)))
    }),
    heads("从业人员期末", |line| Cell::count(line.figures.staff_end)),
];

pub(crate) const WRONG: &[Heading] = &[
    CODE,
    NAME,
    wan("营业收入", |line| Cell::count(line.figures.revenue / 100)),
    wan("研发费用", |line| Cell::count(line.figures.research / 100)),
    heads("职工总数", |line| Cell::count(line.figures.staff)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_office_rounds_to_its_unit() {
        let fen = 1_234_567_850;
        assert_eq!(exact(fen), Cell::Number { scaled: 1_234_567_850, decimals: 2 });
        // 1,234.56785 万元.
        assert_eq!(rounded(fen), Cell::Number { scaled: 123_457, decimals: 2 });
        // 12,345.6785 千元.
        assert_eq!(thousands(fen), Cell::count(12_346));
        assert_eq!((rounded(-5_000), thousands(-50_001)), (rounded(0), Cell::count(-1)));
    }
}
