//! The unified social credit code (统一社会信用代码, GB 32100-2015).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeFault, OrgCode, normalise};

/// The 31 characters of the code; a character's value is its place. I, O, S, V and Z are left out.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A unified social credit code with both its check characters right.
///
/// Eighteen characters: 1 registration authority, 2 kind of organisation, 3–8 region,
/// 9–17 organisation code, 18 check. Any first letter is taken: authorities were added
/// after the standard.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Uscc {
    text: [u8; Self::LENGTH],
    org: OrgCode,
}

impl Uscc {
    /// How many characters it has.
    pub const LENGTH: usize = 18;

    /// The code that `text` says, [normalised](normalise) first.
    ///
    /// # Errors
    /// The first [`CodeFault`] in reading order: length, letters, region, organisation
    /// code, check.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let text = normalise(text);
        let letters: Vec<char> = text.chars().collect();
        if letters.len() != Self::LENGTH {
            return Err(CodeFault::Length { want: Self::LENGTH, got: letters.len() });
        }
        for (place, found) in letters.iter().enumerate() {
            if value(*found).is_none() {
                return Err(CodeFault::Letter { at: place + 1, found: *found });
            }
        }
        for (place, found) in letters.iter().enumerate().take(8).skip(2) {
            if !found.is_ascii_digit() {
                return Err(CodeFault::Region { at: place + 1 });
            }
        }
        Self::checked(&text)
    }

    /// The check character of the first seventeen characters (GB 32100-2015); `None`
    /// where `body` is not seventeen characters of the code's alphabet.
    #[must_use]
    pub fn check_char(body: &str) -> Option<char> {
        if body.len() != Self::LENGTH - 1 {
            return None;
        }
        if body.chars().any(|letter| value(letter).is_none()) {
            return None;
        }
        Some(char::from(byte(check_value(body.chars()))))
    }

    /// A code that belongs to nobody, for invented enterprises: region 000000, the
    /// organisation `MA` and six characters that count `n`.
    ///
    /// Different numbers give different codes.
    #[must_use]
    pub fn synthetic(n: u32) -> Self {
        let mut body = [b'0'; 8];
        let mut rest = usize::try_from(n).unwrap_or_default();
        for place in body.iter_mut().skip(2).rev() {
            *place = byte(rest % ALPHABET.len());
            rest /= ALPHABET.len();
        }
        // Six characters count to 887 million; what is above moves the A on.
        body[0] = b'M';
        body[1] = byte(10 + rest);
        let org = OrgCode::of(body);
        let mut text = *b"910000000000000000";
        for (place, letter) in text.iter_mut().skip(8).zip(org.as_str().bytes()) {
            *place = letter;
        }
        text[17] = byte(check_value(text.iter().take(17).map(|letter| char::from(*letter))));
        Self { text, org }
    }

    /// The eighteen characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII gets in, so that the empty text is never seen.
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The organisation code within, characters 9–17.
    #[must_use]
    pub fn org(&self) -> OrgCode {
        self.org
    }

    /// The region it was registered in (GB/T 2260), characters 3–8. A firm keeps its
    /// code when it moves, so this is not where it sits.
    #[must_use]
    pub fn region(&self) -> &str {
        self.as_str().get(2..8).unwrap_or_default()
    }

    /// Both checks of a text of eighteen characters of the alphabet.
    fn checked(text: &str) -> Result<Self, CodeFault> {
        let length = || CodeFault::Length { want: Self::LENGTH, got: text.chars().count() };
        let bytes: [u8; Self::LENGTH] = text.as_bytes().try_into().map_err(|_| length())?;
        let org = text.as_bytes().get(8..17).and_then(|org| org.try_into().ok());
        let org = OrgCode::checked(org.ok_or_else(length)?)?;
        let (body, last) = text.split_at_checked(Self::LENGTH - 1).ok_or_else(length)?;
        match (Self::check_char(body), last.chars().next()) {
            (Some(expected), Some(found)) if expected == found => Ok(Self { text: bytes, org }),
            (Some(expected), Some(found)) => Err(CodeFault::Check { expected, found }),
            _ => Err(length()),
        }
    }
}

fn value(letter: char) -> Option<usize> {
    ALPHABET.iter().position(|known| char::from(*known) == letter)
}

/// The value of the check character: weights are the powers of 3 modulo 31.
fn check_value(body: impl Iterator<Item = char>) -> usize {
    let (sum, _) = body.fold((0, 1), |(sum, weight), letter| {
        (sum + value(letter).unwrap_or_default() * weight, weight * 3 % 31)
    });
    (31 - sum % 31) % 31
}

/// The character of a value, which is below 31.
fn byte(value: usize) -> u8 {
    ALPHABET.get(value).copied().unwrap_or(b'0')
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Uscc {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        Self::parse(text)
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for Uscc {
    type Error = CodeFault;

    fn try_from(text: String) -> Result<Self, CodeFault> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Codes of well-known organisations with the organisation code within.
    const KNOWN: [(&str, &str); 12] = [
        ("914403001922038216", "19220382-1"),
        ("9144030071526726XG", "71526726-X"),
        ("91110000802100433B", "80210043-3"),
        ("91440300192317458F", "19231745-8"),
        ("91110108551385082Q", "55138508-2"),
        ("91330100799655058B", "79965505-8"),
        ("91100000100003962T", "10000396-2"),
        ("91350900587527783P", "58752778-3"),
        ("91110000710925462X", "71092546-2"),
        ("9144030027939873X7", "27939873-X"),
        ("916101167101813521", "71018135-2"),
        ("91440300100012316L", "10001231-6"),
    ];

    const VALID: [&str; 11] = [
        "911100001011016602",
        "91110302562134916R",
        "91440606722473344C",
        "911100001000044477",
        "91440400192548256N",
        "91130600738737199K",
        "91000000MAM53JJL20",
        "91000000MARHCCCC4X",
        "91000000MAHDQAEJ3Y",
        "91000000MA6R7TCP0A",
        "91000000MAHU49D479",
    ];

    #[test]
    fn known_codes_are_accepted_with_their_organisation_code() {
        for (text, org) in KNOWN {
            let code = Uscc::parse(text).expect(text);
            assert_eq!((code.as_str(), code.org().to_string().as_str()), (text, org));
        }
        for text in VALID {
            assert_eq!(Uscc::parse(text).map(String::from), Ok(text.to_owned()));
        }
    }

    #[test]
    fn the_worked_check_character_of_the_standard_comes_out() {
        assert_eq!(Uscc::check_char("91440300192203821"), Some('6'));
        assert_eq!(Uscc::check_char("9144030019220382"), None);
        assert_eq!(Uscc::check_char("9144030019220382I"), None);
    }

    #[test]
    fn a_wrong_code_is_refused_at_its_character() {
        let parse = Uscc::parse;
        assert_eq!(
            parse("914403001922038215"),
            Err(CodeFault::Check { expected: '6', found: '5' })
        );
        assert_eq!(parse("91110000802100433I"), Err(CodeFault::Letter { at: 18, found: 'I' }));
        assert_eq!(parse("9111000080210043B"), Err(CodeFault::Length { want: 18, got: 17 }));
        assert_eq!(parse(""), Err(CodeFault::Length { want: 18, got: 0 }));
        assert_eq!(parse("9111A000802100433B"), Err(CodeFault::Region { at: 5 }));
        assert_eq!(
            parse("914403001922038226"),
            Err(CodeFault::OrgCheck { expected: '1', found: '2' })
        );
        assert_eq!(parse("91440300192203821元"), Err(CodeFault::Letter { at: 18, found: '元' }));
    }

    #[test]
    fn each_letter_left_out_is_refused_where_it_stands() {
        for found in ['I', 'O', 'S', 'V', 'Z'] {
            let text = format!("9144030019220{found}8216");
            assert_eq!(Uscc::parse(&text), Err(CodeFault::Letter { at: 14, found }));
        }
    }

    #[test]
    fn the_region_is_characters_three_to_eight() {
        for at in 1..=18 {
            let mut text = String::from("910000000000000000");
            text.replace_range(at - 1..at, "A");
            let in_region = Uscc::parse(&text) == Err(CodeFault::Region { at });
            assert_eq!(in_region, (3..=8).contains(&at), "{at}");
        }
    }

    #[test]
    fn lower_case_and_full_width_are_read() {
        let code = Uscc::parse("9144030071526726XG");
        assert_eq!(Uscc::parse("9144030071526726xg"), code);
        assert_eq!(Uscc::parse("９１４４０３００７１５２６７２６ｘｇ"), code);
        assert_eq!(Uscc::parse(" 9144-0300-7152-6726-XG "), code);
    }

    #[test]
    fn a_first_letter_nobody_knows_yet_is_accepted() {
        let body = "Y1100000802100433";
        let text = format!("{body}{}", Uscc::check_char(body).expect("a check character"));
        assert_eq!(Uscc::parse(&text).map(|code| code.region().to_owned()), Ok("100000".into()));
    }

    #[test]
    fn every_character_of_the_alphabet_can_be_the_check() {
        let checks: std::collections::BTreeSet<char> =
            (0..500).filter_map(|n| Uscc::synthetic(n).as_str().chars().last()).collect();
        assert_eq!(checks.len(), 31);
    }

    #[test]
    fn invented_codes_lie_in_no_region() {
        assert_eq!(Uscc::synthetic(0).region(), "000000");
        assert!(Uscc::synthetic(0).as_str().starts_with("91000000MA000000"));
        assert!(Uscc::synthetic(32).as_str().starts_with("91000000MA000011"));
        assert!(Uscc::synthetic(u32::MAX).as_str().starts_with("91000000ME"));
    }

    proptest! {
        #[test]
        fn invented_codes_are_valid_and_differ(a in any::<u32>(), b in any::<u32>()) {
            let code = Uscc::synthetic(a);
            prop_assert_eq!(Uscc::parse(code.as_str()), Ok(code));
            prop_assert_eq!(a == b, code == Uscc::synthetic(b));
        }

        #[test]
        fn one_miscopied_character_is_always_noticed(n in any::<u32>(), at in 0usize..18, other in 0usize..31) {
            let code = Uscc::synthetic(n);
            let mut letters: Vec<char> = code.as_str().chars().collect();
            let wrong = char::from(ALPHABET[other]);
            if letters[at] != wrong {
                letters[at] = wrong;
                let text: String = letters.into_iter().collect();
                prop_assert!(Uscc::parse(&text).is_err());
            }
        }

        #[test]
        fn no_text_makes_reading_fall_over(text in any::<String>()) {
            if let Ok(code) = Uscc::parse(&text) {
                prop_assert_eq!(Uscc::parse(&code.to_string()), Ok(code));
            }
        }
    }
}
