//! What is wrong with a code, to the character.

/// Why a text is not the code it should be. Positions count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CodeFault {
    /// Too short or too long, after normalising.
    #[error("the code has {got} characters, not {want}")]
    Length {
        /// How many the code has.
        want: usize,
        /// How many there are.
        got: usize,
    },
    /// A character that no code has at that place.
    #[error("character {at} is {found}, which the code does not use")]
    Letter {
        /// Its position.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// A region is six digits (GB/T 2260).
    #[error("character {at}, in the region, is not a digit")]
    Region {
        /// Its position.
        at: usize,
    },
    /// The organisation code's own check character (GB 11714) is wrong.
    #[error("the organisation code ends in {found} where its check character is {expected}")]
    OrgCheck {
        /// What the characters before it call for.
        expected: char,
        /// What stands there.
        found: char,
    },
    /// The check character of the whole code (GB 32100-2015) is wrong.
    #[error("the code ends in {found} where its check character is {expected}")]
    Check {
        /// What the characters before it call for.
        expected: char,
        /// What stands there.
        found: char,
    },
}

impl CodeFault {
    /// In Chinese, with what to do.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Length { want: 18, got: 15 } => {
                "代码为15位，像是旧的工商注册号；请填营业执照上的18位统一社会信用代码".to_owned()
            }
            Self::Length { want: 18, got: 9 } => {
                "代码为9位，像是组织机构代码；请填18位统一社会信用代码".to_owned()
            }
            Self::Length { want, got } => {
                format!("代码应为{want}位，实为{got}位；请对照证照补全或删去多余字符")
            }
            Self::Letter { at, found } => match lookalike(*found) {
                Some(digit) => {
                    format!("第{at}位“{found}”不是代码所用字符，或为“{digit}”之误；请对照证照更正")
                }
                None => format!("第{at}位“{found}”不是代码所用字符；请对照证照更正"),
            },
            Self::Region { at } => {
                format!("第{at}位不是数字（第3至8位为登记地行政区划）；请对照证照更正")
            }
            Self::OrgCheck { expected, found } => format!(
                "组织机构代码的校验位应为“{expected}”，实为“{found}”：代码中有字符抄错；请对照证照逐位核对"
            ),
            Self::Check { expected, found } => format!(
                "第18位校验位应为“{expected}”，实为“{found}”：代码中有字符抄错；请对照证照逐位核对"
            ),
        }
    }

    /// In English, with what to do.
    #[must_use]
    pub fn en(&self) -> String {
        let advice = match self {
            Self::Length { want: 18, got: 15 } => {
                "15 looks like an old registration number; use the 18 of the licence"
            }
            Self::Length { want: 18, got: 9 } => {
                "9 looks like an organisation code; use the 18 of the licence"
            }
            Self::Length { .. } => "compare it with the licence",
            Self::Letter { found, .. } if lookalike(*found).is_some() => {
                "letters I, O, S, V and Z are not used: perhaps a digit was meant"
            }
            Self::Letter { .. } | Self::Region { .. } => "correct it after the licence",
            Self::OrgCheck { .. } | Self::Check { .. } => {
                "some character is miscopied: compare all with the licence"
            }
        };
        format!("{self}; {advice}")
    }
}

/// The digit that a letter outside the alphabet is commonly typed for.
fn lookalike(letter: char) -> Option<char> {
    match letter {
        'I' => Some('1'),
        'O' => Some('0'),
        'S' => Some('5'),
        'Z' => Some('2'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_says_what_is_wrong_and_what_to_do() {
        let letter = CodeFault::Letter { at: 18, found: 'I' };
        assert_eq!(letter.zh(), "第18位“I”不是代码所用字符，或为“1”之误；请对照证照更正");
        assert_eq!(
            letter.en(),
            "character 18 is I, which the code does not use; \
             letters I, O, S, V and Z are not used: perhaps a digit was meant"
        );
        assert_eq!(
            CodeFault::Check { expected: '6', found: '5' }.zh(),
            "第18位校验位应为“6”，实为“5”：代码中有字符抄错；请对照证照逐位核对"
        );
        assert_eq!(
            CodeFault::Length { want: 18, got: 17 }.zh(),
            "代码应为18位，实为17位；请对照证照补全或删去多余字符"
        );
    }

    #[test]
    fn an_old_registration_number_is_named() {
        assert_eq!(
            CodeFault::Length { want: 18, got: 15 }.zh(),
            "代码为15位，像是旧的工商注册号；请填营业执照上的18位统一社会信用代码"
        );
    }
}
