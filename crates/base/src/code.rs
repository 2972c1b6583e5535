//! Official codes: who an enterprise is, where it sits, and what it does.

mod class;
mod fault;
mod org;
mod uscc;
mod width;
mod written;

pub use class::{Changed, ClassFault, Classification, Edition, Entry, Listed, Subject};
pub use fault::CodeFault;
pub use org::OrgCode;
pub use uscc::Uscc;
pub use width::half_width;

/// A code as it was meant: half width, capitals, no spaces, dashes, quotes or invisible marks.
///
/// It corrects how a code was typed and never what was typed: an `O` stays an `O`.
#[must_use]
pub fn normalise(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|letter| !is_filler(*letter))
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// Marks that people put around and between the characters of a code.
fn is_filler(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '-' | '—' | '―' | '\'' | '`' | '‘' | '’' | '\u{200B}'..='\u{200F}' | '\u{FEFF}'
        )
}

/// Whether `text` is what a spreadsheet makes of a code that it took for a number:
/// `9.14E+17`, `914403001922038000` (only 15 digits survive), `192203821.0`.
///
/// What was lost cannot be had back, so whoever meets one reports it and does not guess.
/// Eighteen digits that end in 000 but carry both right check characters are a code.
#[must_use]
pub fn looks_like_number(text: &str) -> bool {
    let text = half_width(text.trim());
    let text = text.trim();
    is_scientific(text) || has_idle_decimals(text) || has_lost_digits(text)
}

fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    whole.len() == 1
        && (1..=2).contains(&exponent.len())
        && [whole, decimals, exponent].into_iter().all(are_digits)
}

fn has_idle_decimals(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| {
        are_digits(whole) && are_digits(decimals) && decimals.bytes().all(|digit| digit == b'0')
    })
}

fn has_lost_digits(text: &str) -> bool {
    text.len() == Uscc::LENGTH
        && are_digits(text)
        && text.ends_with("000")
        && Uscc::parse(text).is_err()
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        for text in [
            "9144030071526726xg",
            "９１４４０３００７１５２６７２６ＸＧ",
            "9144 0300 7152 6726 XG",
            "914403-00-71526726-X-G",
            "'9144030071526726XG",
            "\u{FEFF}9144030071526726XG\n",
            "　9144030071526726ＸＧ　",
        ] {
            assert_eq!(normalise(text), "9144030071526726XG", "{text}");
        }
        assert_eq!(normalise("91O"), "91O");
        assert_eq!(normalise("—"), "");
    }

    #[test]
    fn codes_that_a_spreadsheet_took_for_numbers_are_recognised() {
        for text in [
            "9.14E+17",
            "9.14403001922038E+17",
            "9.14403e17",
            "9E+17",
            "914403001922038000",
            "914403001922038000.0",
            "192203821.0",
            " 9.14E+17 ",
            "９．１４Ｅ＋１７",
        ] {
            assert!(looks_like_number(text), "{text}");
        }
    }

    #[test]
    fn true_codes_are_not_taken_for_numbers() {
        for text in [
            "914403001922038216",
            "911100001000044477",
            "9144030071526726XG",
            "91000000MAM53JJL20",
            "910000000000289000",
            "19220382-1",
            "12E45",
            "1E2345678",
            "",
            ".",
            "E",
            "—",
        ] {
            assert!(!looks_like_number(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing_more(text in any::<String>()) {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
