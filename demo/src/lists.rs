//! The sheets that have a row for each item of a list, and 无 for a list that is empty.

use crate::basics::{code, name};
use crate::cell::Cell;
use crate::firm::{Care, Firm};
use crate::record::{Financing, Honour, Ip, Transfer};
use crate::sheet::{Column, cells, names, units};
use crate::title::Title;

/// A list of the national dictionary that the zone has a sheet for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Ip,
    Transfers,
    Awards,
    Platforms,
    Standards,
    Financings,
    Titles,
}

const fn codes<T>() -> Column<T> {
    Column { name: "统一社会信用代码", unit: "", cell: |firm, _| code(firm) }
}

const fn firms<T>() -> Column<T> {
    Column { name: "企业名称", unit: "", cell: |firm, _| name(firm) }
}

const fn plain<T>(name: &'static str, cell: fn(&Firm, &T) -> Cell) -> Column<T> {
    Column { name, unit: "", cell }
}

const IP: &[Column<Ip>] = &[
    codes(),
    firms(),
    plain("类别", |_, ip| Cell::text(ip.category)),
    plain("编号", |_, ip| Cell::text(&ip.number)),
    plain("状态", |_, ip| Cell::text(ip.status)),
    plain("申请日", |_, ip| Cell::Date(ip.applied)),
    plain("授权日", |_, ip| Cell::day(ip.granted)),
    plain("取得方式", |_, ip| Cell::text(ip.origin)),
    plain("取得日", |_, ip| Cell::day(ip.granted)),
    Column { name: "权利人排名", unit: "名", cell: |_, ip| Cell::count(ip.rank) },
    plain("境内授权", |_, ip| Cell::Flag(ip.granted.is_some())),
    plain("主导产品相关", |_, ip| Cell::Flag(ip.main)),
    plain("已用于高企", |_, ip| Cell::Flag(ip.used_for_title)),
    plain("共有人已使用", |_, _| Cell::Flag(false)),
    plain("已应用", |_, ip| Cell::Flag(ip.in_product)),
    plain("有效益", |_, ip| Cell::Flag(ip.beneficial)),
    plain("高价值", |_, ip| Cell::Flag(ip.high_value)),
];

const TRANSFERS: &[Column<Transfer>] = &[
    codes(),
    firms(),
    plain("成果", |_, transfer| Cell::text(&transfer.result)),
    plain("转化产品", |_, transfer| Cell::text(&transfer.product)),
    plain("转化日", |_, transfer| Cell::Date(transfer.on)),
];

const AWARDS: &[Column<Honour>] = &[
    codes(),
    firms(),
    plain("名称", |_, award| Cell::text(&award.title)),
    plain("级别", |_, award| Cell::text(award.level)),
    Column { name: "单位排名", unit: "名", cell: |_, award| Cell::count(award.rank) },
    plain("日期", |_, award| Cell::Date(award.on)),
];

const PLATFORMS: &[Column<Honour>] = &[
    codes(),
    firms(),
    plain("名称", |_, platform| Cell::text(&platform.title)),
    plain("级别", |_, platform| Cell::text(platform.level)),
    plain("认定日", |_, platform| Cell::Date(platform.on)),
];

const STANDARDS: &[Column<Honour>] = &[
    codes(),
    firms(),
    plain("标准号", |_, standard| Cell::text(&standard.title)),
    plain("级别", |_, standard| Cell::text(standard.level)),
    Column { name: "起草排名", unit: "名", cell: |_, standard| Cell::count(standard.rank) },
    plain("主导", |_, standard| Cell::Flag(standard.rank == 1)),
    plain("发布日", |_, standard| Cell::Date(standard.on)),
];

/// Whoever keeps it knows firms by name only, as happens.
const FINANCINGS: &[Column<Financing>] = &[
    firms(),
    plain("投资方", |_, financing| Cell::text(&financing.investor)),
    Column { name: "金额", unit: "万元", cell: |_, financing| Cell::wan(financing.amount) },
    plain("合格机构", |_, financing| Cell::Flag(financing.qualified)),
    plain("到账日", |_, financing| Cell::Date(financing.paid)),
];

const TITLES: &[Column<Title>] = &[
    codes(),
    firms(),
    plain("种类", |_, title| Cell::text(title.kind)),
    plain("级别", |_, title| Cell::text(title.level)),
    plain("认定日", |_, title| Cell::Date(title.conferred)),
    plain("到期日", |_, title| Cell::Date(title.expires)),
    plain("文号", |_, title| Cell::text(&title.notice)),
    plain("编号", |_, title| Cell::text(&title.number)),
    plain("类型", |_, title| Cell::text(title.mode)),
];

impl List {
    /// Every list, in the order of the sheets.
    pub(crate) const ALL: [Self; 7] = [
        Self::Ip,
        Self::Transfers,
        Self::Awards,
        Self::Platforms,
        Self::Standards,
        Self::Financings,
        Self::Titles,
    ];

    /// The name of the fact, which is the name of the sheet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ip => "知识产权",
            Self::Transfers => "科技成果转化",
            Self::Awards => "科技奖励",
            Self::Platforms => "研发机构",
            Self::Standards => "标准制定",
            Self::Financings => "股权融资",
            Self::Titles => "资质称号",
        }
    }

    /// Its header row.
    pub(crate) fn header(self) -> Vec<&'static str> {
        match self {
            Self::Ip => names(IP),
            Self::Transfers => names(TRANSFERS),
            Self::Awards => names(AWARDS),
            Self::Platforms => names(PLATFORMS),
            Self::Standards => names(STANDARDS),
            Self::Financings => names(FINANCINGS),
            Self::Titles => names(TITLES),
        }
    }

    /// Its units, one a column.
    pub(crate) fn units(self) -> Vec<&'static str> {
        match self {
            Self::Ip => units(IP),
            Self::Transfers => units(TRANSFERS),
            Self::Awards => units(AWARDS),
            Self::Platforms => units(PLATFORMS),
            Self::Standards => units(STANDARDS),
            Self::Financings => units(FINANCINGS),
            Self::Titles => units(TITLES),
        }
    }

    /// Its rows for `firm`.
    pub(crate) fn rows(self, firm: &Firm) -> Vec<Vec<Cell>> {
        let records = &firm.records;
        match self {
            Self::Ip => rows(IP, firm, &records.ip),
            Self::Transfers => rows(TRANSFERS, firm, &records.transfers),
            Self::Awards => rows(AWARDS, firm, &records.awards),
            Self::Platforms => rows(PLATFORMS, firm, &records.platforms),
            Self::Standards => rows(STANDARDS, firm, &records.standards),
            Self::Financings => rows(FINANCINGS, firm, &records.financings),
            Self::Titles => rows(TITLES, firm, &records.titles),
        }
    }
}

/// One row an item. An empty list is one row that says 无; a firm that takes no care says
/// nothing, and its list is unknown.
fn rows<T>(columns: &[Column<T>], firm: &Firm, items: &[T]) -> Vec<Vec<Cell>> {
    if items.is_empty() && firm.care != Care::Low {
        return vec![none(columns, firm)];
    }
    items.iter().map(|item| cells(columns, firm, item)).collect()
}

fn none<T>(columns: &[Column<T>], firm: &Firm) -> Vec<Cell> {
    let mut said = false;
    let cell = |column: &Column<T>| match column.name {
        "统一社会信用代码" => code(firm),
        "企业名称" => name(firm),
        _ if said => Cell::Blank,
        _ => {
            said = true;
            Cell::text("无")
        }
    };
    columns.iter().map(cell).collect()
}
