//! What invented enterprises do: codes of GB/T 4754-2017 and the habits of each trade.

use crate::rng::Rng;

/// A trade, with the names that the statistics and the size classes have for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Industry {
    /// GB/T 4754-2017, four digits after the letter of the section.
    pub(crate) code: &'static str,
    /// Where it stands in a firm's name.
    pub(crate) trade: &'static str,
    /// 划型行业.
    pub(crate) size: &'static str,
    /// 四上统计行业.
    pub(crate) survey: &'static str,
    /// 高新技术领域.
    pub(crate) field: &'static str,
    /// 六基领域.
    pub(crate) base: &'static str,
    /// Whether it usually does research.
    pub(crate) tech: bool,
    /// What one employee usually sells in a year, in 万元.
    pub(crate) head: i64,
}

const FACTORY: Industry = Industry {
    code: "C3525",
    trade: "模具",
    size: "工业",
    survey: "工业",
    field: "先进制造与自动化",
    base: "不属于",
    tech: true,
    head: 70,
};
const SOFTWARE: Industry = Industry {
    code: "I6513",
    trade: "软件",
    size: "软件和信息技术服务业",
    survey: "信息传输软件和信息技术服务业",
    field: "电子信息",
    base: "不属于",
    tech: true,
    head: 55,
};
const LABORATORY: Industry = Industry {
    code: "M7320",
    trade: "工程技术研究",
    size: "其他未列明行业",
    survey: "科学研究和技术服务业",
    field: "高技术服务",
    base: "产业技术基础",
    tech: true,
    head: 45,
};
const TRADER: Industry = Industry {
    code: "F5179",
    trade: "机电贸易",
    size: "批发业",
    survey: "批发业",
    field: "不属于",
    base: "不属于",
    tech: false,
    head: 300,
};

const ALL: [Industry; 32] = [
    FACTORY,
    SOFTWARE,
    LABORATORY,
    TRADER,
    Industry {
        code: "C3973", trade: "集成电路", field: "电子信息", base: "元器件", ..FACTORY
    },
    Industry {
        code: "C3982", trade: "电子电路", field: "电子信息", base: "元器件", ..FACTORY
    },
    Industry { code: "C3922", trade: "通信设备", field: "电子信息", head: 95, ..FACTORY },
    Industry {
        code: "C3832", trade: "光纤", field: "电子信息", base: "关键基础材料", ..FACTORY
    },
    Industry { code: "C4011", trade: "自动控制", base: "核心基础零部件", ..FACTORY },
    Industry { code: "C3491", trade: "机器人", base: "核心基础零部件", ..FACTORY },
    Industry { code: "C3422", trade: "机床", base: "先进基础工艺", ..FACTORY },
    Industry { code: "C3562", trade: "半导体装备", base: "核心基础零部件", ..FACTORY },
    Industry { code: "C3670", trade: "汽车零部件", head: 90, ..FACTORY },
    Industry { code: "C3742", trade: "航天部件", field: "航空航天", ..FACTORY },
    Industry { code: "C2740", trade: "中药", field: "生物与新医药", ..FACTORY },
    Industry { code: "C3581", trade: "医疗仪器", field: "生物与新医药", ..FACTORY },
    Industry {
        code: "C3240", trade: "合金", field: "新材料", base: "关键基础材料", ..FACTORY
    },
    Industry { code: "C2641", trade: "涂料", field: "新材料", head: 110, ..FACTORY },
    Industry { code: "C3841", trade: "储能", field: "新能源与节能", head: 120, ..FACTORY },
    Industry { code: "C3825", trade: "光伏", field: "新能源与节能", head: 130, ..FACTORY },
    Industry { code: "C3021", trade: "建材", field: "不属于", tech: false, ..FACTORY },
    Industry {
        code: "C1432", trade: "食品", field: "不属于", tech: false, head: 60, ..FACTORY
    },
    Industry { code: "I6531", trade: "信息系统", ..SOFTWARE },
    Industry { code: "I6550", trade: "数据服务", ..SOFTWARE },
    Industry { code: "M7340", trade: "医学研究", field: "生物与新医药", ..LABORATORY },
    Industry { code: "M7452", trade: "检测", ..LABORATORY },
    Industry {
        code: "N7722",
        trade: "环境治理",
        survey: "水利环境和公共设施管理业",
        field: "资源与环境",
        ..LABORATORY
    },
    Industry {
        code: "F5273",
        trade: "数码",
        size: "零售业",
        survey: "零售业",
        head: 150,
        ..TRADER
    },
    Industry {
        code: "E4813", trade: "路桥", size: "建筑业", survey: "建筑业", head: 90, ..TRADER
    },
    Industry {
        code: "G5431",
        trade: "货运",
        size: "交通运输业",
        survey: "交通运输仓储邮政业",
        head: 60,
        ..TRADER
    },
    Industry {
        code: "H6210", trade: "餐饮", size: "餐饮业", survey: "餐饮业", head: 25, ..TRADER
    },
    Industry {
        code: "K7020",
        trade: "物业",
        size: "物业管理",
        survey: "物业管理",
        head: 20,
        ..TRADER
    },
];

impl Industry {
    /// A trade; software and the trades that do research are the commonest, as in such zones.
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        if rng.chance(15) {
            return SOFTWARE;
        }
        let industry = rng.pick(&ALL).unwrap_or(SOFTWARE);
        if industry.tech { industry } else { rng.pick(&ALL).unwrap_or(industry) }
    }

    /// A trade that does research; seven in ten are of the three leading industries.
    pub(crate) fn research(rng: &mut Rng) -> Self {
        let leading = match rng.below(10) {
            ..3 => Some(LEADING[0]),
            3..5 => Some(LEADING[1]),
            5..7 => Some(LEADING[2]),
            7.. => None,
        };
        if leading == Some(LEADING[0]) && rng.chance(40) {
            return SOFTWARE;
        }
        let fits = |trade: &&Self| match leading {
            Some(field) => trade.tech && trade.field == field,
            None => trade.tech && !LEADING.contains(&trade.field),
        };
        let trades: Vec<Self> = ALL.iter().filter(fits).copied().collect();
        rng.pick(&trades).unwrap_or(SOFTWARE)
    }

    /// A trade of a small business without research.
    pub(crate) fn common(rng: &mut Rng) -> Self {
        let trades: Vec<Self> = ALL.iter().filter(|trade| !trade.tech).copied().collect();
        // Software and testing are done without research, too.
        if rng.chance(25) { SOFTWARE } else { rng.pick(&trades).unwrap_or(TRADER) }
    }

    /// What a shopkeeper does.
    pub(crate) fn shop(rng: &mut Rng) -> Self {
        const SHOPS: [&str; 4] = ["餐饮", "数码", "货运", "食品"];
        let shops: Vec<Self> =
            ALL.iter().filter(|trade| SHOPS.contains(&trade.trade)).copied().collect();
        rng.pick(&shops).unwrap_or(TRADER)
    }

    /// The park it likes, from 0: each leading industry has one.
    pub(crate) fn park(self) -> usize {
        LEADING.iter().position(|field| *field == self.field).unwrap_or(0)
    }

    /// What research usually is of its revenue, in ten-thousandths.
    pub(crate) fn intensity(self) -> i64 {
        match self.field {
            "电子信息" => 800,
            "生物与新医药" => 750,
            "航空航天" => 650,
            "先进制造与自动化" => 520,
            "新材料" | "新能源与节能" => 450,
            _ => 400,
        }
    }

    /// 四上入库类别 of a firm of it that was entered.
    pub(crate) fn listed(self) -> &'static str {
        match self.survey {
            "工业" => "规上工业",
            "建筑业" => "资质内建筑业",
            "批发业" | "零售业" => "限上批发和零售业",
            "餐饮业" => "限上住宿和餐饮业",
            _ => "规上服务业",
        }
    }

    /// About what a firm of it sells in a year, in 万元, when the statistics begin to count it
    /// by itself. It decides nothing: the rules are in the packs.
    pub(crate) fn counted_from(self) -> i64 {
        match self.survey {
            "零售业" => 500,
            "餐饮业" => 200,
            "科学研究和技术服务业" | "物业管理" => 1_000,
            _ => 2_000,
        }
    }
}

/// 高新技术领域 of the three leading industries of the invented zone.
pub(crate) const LEADING: [&str; 3] = ["电子信息", "先进制造与自动化", "生物与新医药"];
