//! Dimensions: products of kinds of quantity, such as money per person.

use std::fmt;
use std::ops::{Div, Mul};

/// A kind of quantity that cannot be turned into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Renminbi; base unit 元.
    Money,
    /// People; base unit 人.
    Person,
    /// Things and cases that are counted; base unit 个.
    Item,
    /// Ground and floors; base unit 平方米.
    Area,
    /// Points of a score; base unit 分.
    Point,
    /// Levels of a scale; base unit 级.
    Level,
    /// Places in an order; base unit 名.
    Rank,
    /// Base unit 千克.
    Mass,
    /// Electricity and heat; base unit 千瓦时.
    Energy,
    /// Energy counted as standard coal; base unit 千克标准煤. It is not [`Kind::Energy`]:
    /// by which factor electricity counts as coal is for a notice to say.
    Coal,
    /// Base unit 千瓦.
    Power,
    /// Base unit 立方米.
    Volume,
    /// Base unit 米.
    Length,
}

const KINDS: [Kind; 13] = [
    Kind::Money,
    Kind::Person,
    Kind::Item,
    Kind::Area,
    Kind::Point,
    Kind::Level,
    Kind::Rank,
    Kind::Mass,
    Kind::Energy,
    Kind::Coal,
    Kind::Power,
    Kind::Volume,
    Kind::Length,
];

impl Kind {
    /// The unit that quantities of this kind are counted in.
    #[must_use]
    pub const fn base(self) -> &'static str {
        match self {
            Self::Money => "元",
            Self::Person => "人",
            Self::Item => "个",
            Self::Area => "平方米",
            Self::Point => "分",
            Self::Level => "级",
            Self::Rank => "名",
            Self::Mass => "千克",
            Self::Energy => "千瓦时",
            Self::Coal => "千克标准煤",
            Self::Power => "千瓦",
            Self::Volume => "立方米",
            Self::Length => "米",
        }
    }

    /// Whether a formula may compare it with a number that names no unit: nobody
    /// mistakes what 30 people or 60 points are, but 100 may be 元 or 万元.
    const fn is_counted_bare(self) -> bool {
        match self {
            Self::Person | Self::Item | Self::Point | Self::Level | Self::Rank => true,
            Self::Money
            | Self::Area
            | Self::Mass
            | Self::Energy
            | Self::Coal
            | Self::Power
            | Self::Volume
            | Self::Length => false,
        }
    }

    const fn place(self) -> usize {
        match self {
            Self::Money => 0,
            Self::Person => 1,
            Self::Item => 2,
            Self::Area => 3,
            Self::Point => 4,
            Self::Level => 5,
            Self::Rank => 6,
            Self::Mass => 7,
            Self::Energy => 8,
            Self::Coal => 9,
            Self::Power => 10,
            Self::Volume => 11,
            Self::Length => 12,
        }
    }
}

/// What a value counts: a power of each [`Kind`]; 元/人 is money¹ person⁻¹.
///
/// Powers stop at ±127, where no formula gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension {
    powers: [i8; KINDS.len()],
}

impl Dimension {
    /// A ratio, or a number of nothing in particular.
    pub const NONE: Self = Self { powers: [0; KINDS.len()] };
    /// Renminbi.
    pub const MONEY: Self = Self::of(Kind::Money);
    /// People.
    pub const PERSON: Self = Self::of(Kind::Person);
    /// Counted things.
    pub const ITEM: Self = Self::of(Kind::Item);

    /// The dimension of a quantity of one kind.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "a kind's place is inside, checked at compile time"
    )]
    pub const fn of(kind: Kind) -> Self {
        let mut powers = [0; KINDS.len()];
        powers[kind.place()] = 1;
        Self { powers }
    }

    /// The dimension of a whole power.
    #[must_use]
    pub fn pow(self, exponent: i8) -> Self {
        Self { powers: self.powers.map(|power| power.saturating_mul(exponent)) }
    }

    /// Whether a number that names no unit may be compared with it: ratios, counts,
    /// points, levels and ranks yes; money, areas and the like no (with 0 only).
    #[must_use]
    pub fn compares_with_bare_number(self) -> bool {
        self.factors().all(|(kind, _)| kind.is_counted_bare())
    }

    /// The kinds in it with their powers, none of which is 0.
    pub fn factors(self) -> impl Iterator<Item = (Kind, i8)> {
        KINDS.into_iter().zip(self.powers).filter(|&(_, power)| power != 0)
    }

    fn merge(self, other: Self, join: fn(i8, i8) -> i8) -> Self {
        let mut powers = self.powers;
        for (power, other) in powers.iter_mut().zip(other.powers) {
            *power = join(*power, other);
        }
        Self { powers }
    }
}

impl Mul for Dimension {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.merge(other, i8::saturating_add)
    }
}

impl Div for Dimension {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.merge(other, i8::saturating_sub)
    }
}

/// In base units: `元/人`, `平方米`, and nothing for a ratio.
impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let above: Vec<String> = self.side(|power| power > 0);
        let below: Vec<String> = self.side(|power| power < 0);
        if above.is_empty() && !below.is_empty() {
            f.write_str("1")?;
        }
        f.write_str(&above.join("·"))?;
        for unit in below {
            write!(f, "/{unit}")?;
        }
        Ok(())
    }
}

impl Dimension {
    fn side(self, wanted: fn(i8) -> bool) -> Vec<String> {
        self.factors()
            .filter(|&(_, power)| wanted(power))
            .map(|(kind, power)| match power.unsigned_abs() {
                1 => kind.base().to_owned(),
                power => format!("{}^{power}", kind.base()),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_dimension() -> impl Strategy<Value = Dimension> {
        proptest::array::uniform13(-5i8..=5).prop_map(|powers| Dimension { powers })
    }

    #[test]
    fn money_per_person_is_neither_money_nor_people() {
        let per_head = Dimension::MONEY / Dimension::PERSON;
        assert_ne!(per_head, Dimension::MONEY);
        assert_eq!(per_head.to_string(), "元/人");
        assert_eq!(per_head * Dimension::PERSON, Dimension::MONEY);
        assert!(!per_head.compares_with_bare_number());
    }

    #[test]
    fn a_ratio_of_two_amounts_has_no_dimension() {
        assert_eq!(Dimension::MONEY / Dimension::MONEY, Dimension::NONE);
        assert_eq!(Dimension::NONE.to_string(), "");
    }

    #[test]
    fn a_bare_number_stands_beside_counts_but_not_beside_money_or_ground() {
        let bare = |kind| Dimension::of(kind).compares_with_bare_number();
        assert_eq!(
            [Kind::Person, Kind::Item, Kind::Point, Kind::Level, Kind::Rank].map(bare),
            [true; 5]
        );
        assert_eq!([Kind::Money, Kind::Area, Kind::Mass, Kind::Energy].map(bare), [false; 4]);
        assert!(Dimension::NONE.compares_with_bare_number());
        assert!((Dimension::ITEM / Dimension::PERSON).compares_with_bare_number());
    }

    #[test]
    fn powers_are_shown() {
        let squared = Dimension::of(Kind::Length).pow(2);
        assert_eq!(squared.to_string(), "米^2");
        assert_eq!((Dimension::NONE / squared).to_string(), "1/米^2");
        assert_eq!((Dimension::MONEY * Dimension::PERSON).to_string(), "元·人");
    }

    #[test]
    fn the_highest_power_stays_the_highest() {
        let high = Dimension::MONEY.pow(127);
        assert_eq!(high * Dimension::MONEY, high);
        assert_eq!(high.pow(2), high);
    }

    #[test]
    fn every_kind_has_a_place_of_its_own() {
        for (place, kind) in KINDS.into_iter().enumerate() {
            assert_eq!(kind.place(), place);
        }
    }

    proptest! {
        #[test]
        fn dividing_undoes_multiplying(a in any_dimension(), b in any_dimension()) {
            prop_assert_eq!(a * b / b, a);
            prop_assert_eq!(a * b, b * a);
        }

        #[test]
        fn a_power_is_repeated_multiplication(a in any_dimension(), times in 0u8..10) {
            let product = (0..times).fold(Dimension::NONE, |product, _| product * a);
            prop_assert_eq!(product, a.pow(i8::try_from(times).expect("small")));
        }
    }
}
