//! The units themselves, as statistics and policies of the mainland write them.

use super::{Dimension, Kind, Scale, Unit};

/// Words that say “renminbi” before or after a unit of money, and add nothing.
pub(super) const CURRENCY_WORDS: &[&str] = &["(人民币)", "人民币", "RMB", "CNY", "rmb", "cny"];

const MONEY: &[(&str, Scale)] = &[
    ("分钱", Scale::ratio(1, 100)),
    ("角", Scale::ratio(1, 10)),
    ("元", Scale::ONE),
    ("百元", Scale::of(100)),
    ("千元", Scale::of(1_000)),
    ("万元", Scale::of(10_000)),
    ("十万元", Scale::of(100_000)),
    ("百万元", Scale::of(1_000_000)),
    ("千万元", Scale::of(10_000_000)),
    ("亿元", Scale::of(100_000_000)),
    ("十亿元", Scale::of(1_000_000_000)),
    ("百亿元", Scale::of(10_000_000_000)),
    ("千亿元", Scale::of(100_000_000_000)),
    ("万亿元", Scale::of(1_000_000_000_000)),
];

const PERSON: &[(&str, Scale)] = &[
    ("人", Scale::ONE),
    ("千人", Scale::of(1_000)),
    ("万人", Scale::of(10_000)),
    ("亿人", Scale::of(100_000_000)),
];

/// Measure words differ by what is counted, not by how: all are one kind.
const ITEM: &[(&str, Scale)] = &[
    ("件", Scale::ONE),
    ("项", Scale::ONE),
    ("个", Scale::ONE),
    ("家", Scale::ONE),
    ("次", Scale::ONE),
    ("台", Scale::ONE),
    ("套", Scale::ONE),
    ("台套", Scale::ONE),
    ("种", Scale::ONE),
    ("条", Scale::ONE),
    ("篇", Scale::ONE),
    ("户", Scale::ONE),
    ("份", Scale::ONE),
    ("门", Scale::ONE),
    ("辆", Scale::ONE),
    ("万件", Scale::of(10_000)),
    ("万项", Scale::of(10_000)),
    ("万个", Scale::of(10_000)),
    ("万家", Scale::of(10_000)),
    ("万次", Scale::of(10_000)),
    ("万台", Scale::of(10_000)),
    ("万套", Scale::of(10_000)),
    ("万条", Scale::of(10_000)),
    ("万户", Scale::of(10_000)),
    ("万份", Scale::of(10_000)),
    ("万辆", Scale::of(10_000)),
];

/// One 亩 is 1/15 公顷.
const AREA: &[(&str, Scale)] = &[
    ("平方米", Scale::ONE),
    ("平米", Scale::ONE),
    ("㎡", Scale::ONE),
    ("m²", Scale::ONE),
    ("m2", Scale::ONE),
    ("万平方米", Scale::of(10_000)),
    ("万平米", Scale::of(10_000)),
    ("万㎡", Scale::of(10_000)),
    ("亩", Scale::ratio(2_000, 3)),
    ("万亩", Scale::ratio(20_000_000, 3)),
    ("公顷", Scale::of(10_000)),
    ("平方公里", Scale::of(1_000_000)),
    ("平方千米", Scale::of(1_000_000)),
];

const MASS: &[(&str, Scale)] = &[
    ("克", Scale::ratio(1, 1_000)),
    ("千克", Scale::ONE),
    ("公斤", Scale::ONE),
    ("吨", Scale::of(1_000)),
    ("万吨", Scale::of(10_000_000)),
    ("亿吨", Scale::of(100_000_000_000)),
];

const ENERGY: &[(&str, Scale)] = &[
    ("千瓦时", Scale::ONE),
    ("kWh", Scale::ONE),
    ("度", Scale::ONE),
    ("兆瓦时", Scale::of(1_000)),
    ("万千瓦时", Scale::of(10_000)),
    ("万度", Scale::of(10_000)),
    ("亿千瓦时", Scale::of(100_000_000)),
    ("亿度", Scale::of(100_000_000)),
];

const COAL: &[(&str, Scale)] = &[
    ("千克标准煤", Scale::ONE),
    ("吨标准煤", Scale::of(1_000)),
    ("吨标煤", Scale::of(1_000)),
    ("万吨标准煤", Scale::of(10_000_000)),
    ("万吨标煤", Scale::of(10_000_000)),
];

const POWER: &[(&str, Scale)] = &[
    ("千瓦", Scale::ONE),
    ("兆瓦", Scale::of(1_000)),
    ("万千瓦", Scale::of(10_000)),
    ("吉瓦", Scale::of(1_000_000)),
];

const VOLUME: &[(&str, Scale)] = &[
    ("升", Scale::ratio(1, 1_000)),
    ("立方米", Scale::ONE),
    ("m³", Scale::ONE),
    ("m3", Scale::ONE),
    ("万立方米", Scale::of(10_000)),
    ("亿立方米", Scale::of(100_000_000)),
];

const LENGTH: &[(&str, Scale)] = &[
    ("毫米", Scale::ratio(1, 1_000)),
    ("厘米", Scale::ratio(1, 100)),
    ("米", Scale::ONE),
    ("千米", Scale::of(1_000)),
    ("公里", Scale::of(1_000)),
    ("万公里", Scale::of(10_000_000)),
];

const POINT: &[(&str, Scale)] = &[("分", Scale::ONE)];
const LEVEL: &[(&str, Scale)] = &[("级", Scale::ONE)];
const RANK: &[(&str, Scale)] = &[("名", Scale::ONE)];

const RATIO: &[(&str, Scale)] = &[
    ("%", Scale::ratio(1, 100)),
    ("‰", Scale::ratio(1, 1_000)),
    ("个百分点", Scale::ratio(1, 100)),
    ("百分点", Scale::ratio(1, 100)),
    ("倍", Scale::ONE),
];

/// Every unit, in no useful order.
pub(super) fn units() -> Vec<Unit> {
    [
        (Dimension::MONEY, MONEY),
        (Dimension::PERSON, PERSON),
        (Dimension::ITEM, ITEM),
        (Dimension::of(Kind::Area), AREA),
        (Dimension::of(Kind::Mass), MASS),
        (Dimension::of(Kind::Energy), ENERGY),
        (Dimension::of(Kind::Coal), COAL),
        (Dimension::of(Kind::Power), POWER),
        (Dimension::of(Kind::Volume), VOLUME),
        (Dimension::of(Kind::Length), LENGTH),
        (Dimension::of(Kind::Point), POINT),
        (Dimension::of(Kind::Level), LEVEL),
        (Dimension::of(Kind::Rank), RANK),
        (Dimension::NONE, RATIO),
    ]
    .into_iter()
    .flat_map(|(dimension, rows)| {
        rows.iter().map(move |&(symbol, scale)| Unit { symbol, dimension, scale })
    })
    .collect()
}
