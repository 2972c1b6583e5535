//! The sheet 企业基本信息.

use crate::cell::Cell;
use crate::firm::Firm;
use crate::sheet::Column;

pub(crate) const COLUMNS: &[Column<()>] = &[
    Column { name: "统一社会信用代码", unit: "", cell: |firm, ()| code(firm) },
    Column { name: "企业名称", unit: "", cell: |firm, ()| name(firm) },
    Column { name: "成立日期", unit: "", cell: |firm, ()| Cell::Date(firm.born) },
    Column { name: "境内注册", unit: "", cell: |_, ()| Cell::Flag(true) },
    Column { name: "居民企业", unit: "", cell: |_, ()| Cell::Flag(true) },
    Column { name: "实际经营在区内", unit: "", cell: |firm, ()| Cell::Flag(firm.inside) },
    Column {
        name: "国民经济行业代码", unit: "", cell: |firm, ()| Cell::text(firm.industry.code)
    },
    Column { name: "划型行业", unit: "", cell: |firm, ()| Cell::text(firm.industry.size) },
    Column {
        name: "四上统计行业", unit: "", cell: |firm, ()| Cell::text(firm.industry.survey)
    },
    Column {
        name: "高新技术领域", unit: "", cell: |firm, ()| Cell::text(firm.industry.field)
    },
    Column { name: "战略性新兴产业", unit: "", cell: |firm, ()| Cell::Flag(firm.strategic) },
    Column { name: "六基领域", unit: "", cell: |firm, ()| Cell::text(firm.industry.base) },
    Column {
        name: "产业链关键环节", unit: "", cell: |firm, ()| Cell::Flag(firm.key_position)
    },
    Column {
        name: "禁止限制淘汰类", unit: "", cell: |firm, ()| Cell::Flag(firm.restricted)
    },
    Column { name: "细分市场起始日", unit: "", cell: |firm, ()| Cell::Date(firm.segment) },
    Column {
        name: "数字化水平等级", unit: "级", cell: |firm, ()| Cell::count(firm.digital)
    },
    Column { name: "已公开上市", unit: "", cell: |firm, ()| Cell::Flag(firm.listed) },
    Column {
        name: "列入经营异常名录", unit: "", cell: |firm, ()| Cell::Flag(firm.abnormal)
    },
    Column { name: "列入严重违法失信名单", unit: "", cell: |_, ()| Cell::Flag(false) },
    Column { name: "重大事故违法", unit: "", cell: |_, ()| Cell::text("无") },
    Column { name: "与已认定小巨人关联", unit: "", cell: |firm, ()| related(firm) },
];

/// Only who thinks of the title says whether it belongs to one that holds it.
fn related(firm: &Firm) -> Cell {
    if firm.alone { Cell::Flag(false) } else { Cell::Blank }
}

/// 统一社会信用代码.
pub(crate) fn code(firm: &Firm) -> Cell {
    Cell::text(firm.code.as_str())
}

/// 企业名称.
pub(crate) fn name(firm: &Firm) -> Cell {
    Cell::text(&firm.name)
}
