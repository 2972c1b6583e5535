//! Full-width text, as Chinese input methods leave it, turned into half width.

use std::borrow::Cow;

/// `text` with full-width letters, digits, punctuation and spaces as their half-width
/// (ASCII) twins; Chinese punctuation with no such twin, such as 。 and 、, stays.
///
/// Borrows where nothing changes, which is nearly every cell of a sheet.
#[must_use]
pub fn half_width(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|letter| narrow(letter) == letter) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(narrow).collect())
    }
}

/// The half-width twin of `letter`, or `letter` itself.
fn narrow(letter: char) -> char {
    /// How far U+FF01–U+FF5E lies above U+0021–U+007E.
    const APART: u32 = 0xFEE0;
    match letter {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(letter).saturating_sub(APART)).unwrap_or(letter)
        }
        // Spaces: no-break, the typographic ones, ideographic.
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '￥' => '¥',
        // Dashes and minus signs that stand for a hyphen within codes and numbers.
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn full_width_letters_digits_and_marks_become_half_width() {
        assert_eq!(half_width("９１４４０３００ＭＡｘ"), "91440300MAx");
        assert_eq!(half_width("（１，２３４．５０％）"), "(1,234.50%)");
        assert_eq!(half_width("万元\u{3000}−5–6"), "万元 -5-6");
        assert_eq!(half_width("￥100"), "¥100");
    }

    #[test]
    fn plain_chinese_is_left_alone_and_not_copied() {
        assert!(matches!(half_width("西安高新区、2026年。"), Cow::Borrowed(_)));
        assert_eq!(half_width("—"), "—");
    }

    proptest! {
        #[test]
        fn doing_it_twice_changes_nothing_more(text in any::<String>()) {
            let once = half_width(&text).into_owned();
            prop_assert_eq!(half_width(&once), once.as_str());
        }

        #[test]
        fn every_printable_letter_has_its_twin(letter in proptest::char::range('!', '~')) {
            let wide = char::from_u32(u32::from(letter) + 0xFEE0).expect("a full-width letter");
            let wide = String::from(wide);
            prop_assert_eq!(half_width(&wide), String::from(letter));
        }
    }
}
