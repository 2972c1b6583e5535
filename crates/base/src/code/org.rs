//! The organisation code (组织机构代码, GB 11714).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CodeFault, normalise};

/// An organisation code: eight characters and a check character, written `19220382-1`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct OrgCode([u8; Self::LENGTH]);

impl OrgCode {
    /// How many characters it has, the dash not counted.
    pub const LENGTH: usize = 9;

    /// The code that `text` says, [normalised](normalise) first.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let text = normalise(text);
        let letters: Vec<char> = text.chars().collect();
        let wrong = letters.iter().position(|letter| !letter.is_ascii_alphanumeric());
        if let Some(place) = wrong
            && let Some(found) = letters.get(place)
        {
            return Err(CodeFault::Letter { at: place + 1, found: *found });
        }
        let bytes: [u8; Self::LENGTH] = text
            .as_bytes()
            .try_into()
            .map_err(|_| CodeFault::Length { want: Self::LENGTH, got: letters.len() })?;
        Self::checked(bytes)
    }

    /// The check character of the eight characters `body` (GB 11714); `None` where
    /// they are not eight digits and capital letters.
    #[must_use]
    pub fn check_char(body: &str) -> Option<char> {
        let fits = body.len() == Self::LENGTH - 1 && body.chars().all(|each| value(each).is_some());
        fits.then(|| char::from(check_byte(body.as_bytes())))
    }

    /// The nine characters without the dash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII gets in, so that the empty text is never seen.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) fn checked(bytes: [u8; Self::LENGTH]) -> Result<Self, CodeFault> {
        let code = Self(bytes);
        let (body, last) = code.parts();
        let found = last.chars().next();
        match (Self::check_char(body), found) {
            (Some(expected), Some(found)) if expected == found => Ok(code),
            (Some(expected), Some(found)) => Err(CodeFault::OrgCheck { expected, found }),
            _ => Err(CodeFault::Length { want: Self::LENGTH, got: code.as_str().len() }),
        }
    }

    /// The code of eight digits and capital letters, with the check character they call for.
    pub(super) fn of(body: [u8; Self::LENGTH - 1]) -> Self {
        let mut code = [check_byte(&body); Self::LENGTH];
        for (place, letter) in code.iter_mut().zip(body) {
            *place = letter;
        }
        Self(code)
    }

    fn parts(&self) -> (&str, &str) {
        self.as_str().split_at_checked(Self::LENGTH - 1).unwrap_or_default()
    }
}

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// The check character of eight digits and capital letters.
fn check_byte(body: &[u8]) -> u8 {
    let values = body.iter().map(|letter| value(char::from(*letter)).unwrap_or_default());
    let sum: u32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let places = b"0123456789X0";
    let check = usize::try_from(11 - sum % 11).unwrap_or_default();
    places.get(check).copied().unwrap_or(b'0')
}

/// 0–9, then A = 10 to Z = 35.
fn value(letter: char) -> Option<u32> {
    if letter.is_ascii_lowercase() { None } else { letter.to_digit(36) }
}

/// With its dash: `19220382-1`.
impl fmt::Display for OrgCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (body, check) = self.parts();
        write!(f, "{body}-{check}")
    }
}

impl From<OrgCode> for String {
    fn from(code: OrgCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for OrgCode {
    type Error = CodeFault;

    fn try_from(text: String) -> Result<Self, CodeFault> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_written_with_its_dash() {
        let code = OrgCode::parse("71526726x").expect("a true code");
        assert_eq!(code.to_string(), "71526726-X");
        assert_eq!(code.as_str(), "71526726X");
        assert_eq!(OrgCode::parse("71526726-X"), Ok(code));
    }

    #[test]
    fn a_wrong_code_is_refused_with_the_reason() {
        assert_eq!(
            OrgCode::parse("19220382-2"),
            Err(CodeFault::OrgCheck { expected: '1', found: '2' })
        );
        assert_eq!(OrgCode::parse("1922038"), Err(CodeFault::Length { want: 9, got: 7 }));
        assert_eq!(OrgCode::parse("1922038元1"), Err(CodeFault::Letter { at: 8, found: '元' }));
        assert_eq!(OrgCode::parse(""), Err(CodeFault::Length { want: 9, got: 0 }));
    }

    proptest! {
        #[test]
        fn exactly_one_check_character_fits_a_body(body in "[0-9A-Z]{8}") {
            let fitting = ('0'..='9')
                .chain('A'..='Z')
                .filter(|check| OrgCode::parse(&format!("{body}{check}")).is_ok())
                .collect::<Vec<char>>();
            prop_assert_eq!(fitting, OrgCode::check_char(&body).into_iter().collect::<Vec<char>>());
        }

        #[test]
        fn no_text_makes_reading_fall_over(text in any::<String>()) {
            if let Ok(code) = OrgCode::parse(&text) {
                prop_assert_eq!(OrgCode::parse(&code.to_string()), Ok(code));
            }
        }
    }
}
