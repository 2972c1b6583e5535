//! How codes of industries and of places are written, whatever edition has them.

use super::normalise;

/// What an enterprise does (国民经济行业代码): a letter and up to four digits, or the digits alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Industry(String);

impl Industry {
    /// The code that `text` says: `C3922`, `3922`, `39` or `C`, normalised. `None` for
    /// anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let code = normalise(text);
        let digits = code.strip_prefix(|letter: char| letter.is_ascii_uppercase());
        let numbered = digits.unwrap_or(&code);
        let shaped = match numbered.len() {
            0 => digits.is_some(),
            2..=4 => numbered.bytes().all(|byte| byte.is_ascii_digit()),
            _ => false,
        };
        shaped.then_some(Self(code))
    }

    /// Normalised.
    pub(super) fn code(&self) -> &str {
        &self.0
    }
}

/// A place (行政区划代码): six digits, of which two name the province and two more the prefecture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region(String);

impl Region {
    /// The code that `text` says, normalised; `None` where it is not six digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let code = normalise(text);
        let shaped = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
        shaped.then_some(Self(code))
    }

    /// The six digits.
    pub(super) fn code(&self) -> &str {
        &self.0
    }

    /// The codes that it lies under and itself, the longest first: the place, its prefecture and
    /// its province, as tables write them.
    pub(super) fn upward(&self) -> impl Iterator<Item = &str> {
        [6, 4, 2].into_iter().filter_map(|kept| self.0.get(..kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_industry_code_has_a_shape() {
        let parse = |text| Industry::parse(text).map(|industry| industry.0);
        assert_eq!(parse("ｃ3922"), Some("C3922".into()));
        assert_eq!(parse("3922"), Some("3922".into()));
        assert_eq!(parse("C"), Some("C".into()));
        for text in ["", "3", "C3", "39225", "CC39", "电子", "39X2"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_region_knows_its_prefecture_and_province() {
        let region = Region::parse(" 610113").expect("six digits");
        assert_eq!(region.upward().collect::<Vec<_>>(), ["610113", "6101", "61"]);
        assert_eq!(Region::parse("61011"), None);
        assert_eq!(Region::parse("陕西省西安市"), None);
    }
}
