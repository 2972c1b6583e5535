//! Units: what a number counts, so that 人 is never added to 万元.

mod dimension;
mod table;

use std::sync::LazyLock;

pub use dimension::{Dimension, Kind};

use crate::code::half_width;

/// A unit as written after a number: what it counts, and how many of the base unit it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// As officials write it: `万元`.
    pub symbol: &'static str,
    /// What it counts.
    pub dimension: Dimension,
    /// How many of the base unit (元, 人, 平方米, …) one of it is.
    pub scale: Scale,
}

/// An exact factor to the base unit, `num / den`, both above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    /// Numerator.
    pub num: i64,
    /// Denominator.
    pub den: i64,
}

impl Scale {
    /// The base unit itself.
    pub const ONE: Self = Self { num: 1, den: 1 };

    pub(crate) const fn of(num: i64) -> Self {
        Self { num, den: 1 }
    }

    pub(crate) const fn ratio(num: i64, den: i64) -> Self {
        Self { num, den }
    }
}

impl Unit {
    /// 元, the base unit of money.
    pub const YUAN: Self = Self { symbol: "元", dimension: Dimension::MONEY, scale: Scale::ONE };

    /// 万元, the unit policies are written in.
    pub const WAN: Self =
        Self { symbol: "万元", dimension: Dimension::MONEY, scale: Scale::of(10_000) };

    /// 人.
    pub const PERSON: Self =
        Self { symbol: "人", dimension: Dimension::PERSON, scale: Scale::ONE };

    /// %.
    pub const PERCENT: Self =
        Self { symbol: "%", dimension: Dimension::NONE, scale: Scale::ratio(1, 100) };

    /// The unit written as `text`, with or without full width, brackets, spaces or
    /// 人民币: `（人民币万元）` is `万元`.
    ///
    /// `None` for what is not a unit, and for units of time, which are [`TimeUnit`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = half_width(text);
        let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let bare = unwrapped(&bare);
        let bare = bare.strip_prefix("单位").map_or(bare, |rest| rest.trim_start_matches(':'));
        let bare = table::CURRENCY_WORDS
            .iter()
            .find_map(|word| bare.strip_prefix(word).or_else(|| bare.strip_suffix(word)))
            .filter(|rest| Self::named(unwrapped(rest)).is_some_and(Self::is_money))
            .unwrap_or(bare);
        Self::named(unwrapped(bare))
    }

    /// Every unit, longest symbol first, so that a reader that tries them in order
    /// takes `万元` before `万`-something shorter.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static SORTED: LazyLock<Vec<Unit>> = LazyLock::new(|| {
            let mut units = table::units();
            units.sort_by_key(|unit| (std::cmp::Reverse(unit.symbol.chars().count()), unit.symbol));
            units
        });
        &SORTED
    }

    /// Whether it counts renminbi.
    #[must_use]
    pub fn is_money(self) -> bool {
        self.dimension == Dimension::MONEY
    }

    fn named(symbol: &str) -> Option<Self> {
        Self::all().iter().copied().find(|unit| unit.symbol.eq_ignore_ascii_case(symbol))
    }
}

/// `text` without one pair of brackets around it.
fn unwrapped(text: &str) -> &str {
    [('(', ')'), ('[', ']'), ('【', '】')]
        .into_iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(text)
}

/// A unit of time: durations are added to days, not to quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeUnit {
    /// 年.
    Year,
    /// 月, 个月.
    Month,
    /// 天, 日.
    Day,
}

impl TimeUnit {
    /// Every way to write one, longest first.
    pub const ALL: [(&'static str, Self); 5] = [
        ("个月", Self::Month),
        ("年", Self::Year),
        ("月", Self::Month),
        ("天", Self::Day),
        ("日", Self::Day),
    ];

    /// The unit of time written as `text`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find_map(|(symbol, unit)| (symbol == text).then_some(unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale_of(text: &str) -> Option<(i64, i64)> {
        Unit::parse(text).map(|unit| (unit.scale.num, unit.scale.den))
    }

    #[test]
    fn money_is_counted_in_yuan() {
        let units = ["分钱", "角", "元", "千元", "万元", "百万元", "千万元", "亿元"];
        assert!(units.iter().all(|text| Unit::parse(text).is_some_and(Unit::is_money)));
        assert_eq!(
            units.map(scale_of),
            [
                Some((1, 100)),
                Some((1, 10)),
                Some((1, 1)),
                Some((1_000, 1)),
                Some((10_000, 1)),
                Some((1_000_000, 1)),
                Some((10_000_000, 1)),
                Some((100_000_000, 1)),
            ]
        );
    }

    #[test]
    fn a_unit_is_read_as_headers_write_it() {
        for text in [
            "万元",
            " 万元 ",
            "（万元）",
            "(人民币万元)",
            "人民币 万元",
            "万元人民币",
            "万元（人民币）",
            "单位：万元",
            "（单位：人民币万元）",
            "RMB万元",
        ] {
            assert_eq!(Unit::parse(text), Some(Unit::WAN), "{text}");
        }
        assert_eq!(Unit::parse("％"), Some(Unit::PERCENT));
        assert_eq!(Unit::parse("人"), Some(Unit::PERSON));
    }

    #[test]
    fn what_is_no_unit_is_refused() {
        for text in ["", "万", "人民币", "美元", "万美元", "人民币人", "年", "元元", "()"]
        {
            assert_eq!(Unit::parse(text), None, "{text}");
        }
    }

    #[test]
    fn things_are_one_kind_whatever_the_measure_word() {
        let item = Unit::parse("件").map(|unit| unit.dimension);
        for text in ["项", "个", "家", "次", "台", "套", "种", "条", "篇", "户"] {
            assert_eq!(Unit::parse(text).map(|unit| unit.dimension), item, "{text}");
        }
        assert_ne!(Unit::parse("人").map(|unit| unit.dimension), item);
    }

    #[test]
    fn ten_thousand_people_are_people() {
        assert_eq!(Unit::parse("万人").map(|unit| unit.dimension), Some(Dimension::PERSON));
        assert_eq!(scale_of("万人"), Some((10_000, 1)));
    }

    #[test]
    fn a_mu_is_two_thousand_thirds_of_a_square_metre() {
        assert_eq!(scale_of("亩"), Some((2_000, 3)));
        assert_eq!(scale_of("公顷"), Some((10_000, 1)));
        assert_eq!(scale_of("㎡"), Some((1, 1)));
        assert_eq!(scale_of("m²"), Some((1, 1)));
        assert_eq!(Unit::parse("亩").map(|unit| unit.dimension), Some(Dimension::of(Kind::Area)));
    }

    #[test]
    fn fen_as_a_word_is_a_point_and_not_money() {
        assert_eq!(Unit::parse("分").map(|unit| unit.dimension), Some(Dimension::of(Kind::Point)));
    }

    #[test]
    fn ratios_have_no_dimension() {
        for (text, scale) in [("%", (1, 100)), ("‰", (1, 1_000)), ("倍", (1, 1))] {
            assert_eq!(Unit::parse(text).map(|unit| unit.dimension), Some(Dimension::NONE));
            assert_eq!(scale_of(text), Some(scale));
        }
    }

    #[test]
    fn the_longest_symbol_is_tried_first_and_none_is_listed_twice() {
        let lengths: Vec<usize> =
            Unit::all().iter().map(|unit| unit.symbol.chars().count()).collect();
        assert!(lengths.is_sorted_by(|a, b| a >= b));
        let names: std::collections::HashSet<&str> =
            Unit::all().iter().map(|unit| unit.symbol).collect();
        assert_eq!(names.len(), Unit::all().len());
    }

    #[test]
    fn every_unit_reads_back_and_has_a_factor_above_zero() {
        for unit in Unit::all() {
            assert_eq!(Unit::parse(unit.symbol), Some(*unit), "{}", unit.symbol);
            assert!(unit.scale.num > 0 && unit.scale.den > 0, "{}", unit.symbol);
        }
    }

    #[test]
    fn time_is_told_apart_from_quantities() {
        assert_eq!(TimeUnit::parse("个月"), Some(TimeUnit::Month));
        assert_eq!(TimeUnit::parse("年"), Some(TimeUnit::Year));
        assert_eq!(TimeUnit::parse("天"), TimeUnit::parse("日"));
        assert_eq!(TimeUnit::parse("个"), None);
    }
}
