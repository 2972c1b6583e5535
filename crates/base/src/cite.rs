//! Citations: which place of which source a clause rests on.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in a source, written `national/2017-115#第六条第二项`.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
pub struct Cite {
    source: String,
    place: String,
}

impl Cite {
    /// The citation that `text` says.
    ///
    /// # Errors
    /// [`CiteFault`], which says what to write instead. Whether the source exists is
    /// for who holds the sources to say.
    pub fn parse(text: &str) -> Result<Self, CiteFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(CiteFault::Empty);
        }
        let fault = |make: fn(String) -> CiteFault| make(text.to_owned());
        let (source, place) = text
            .split_once(['#', '＃'])
            .map(|(source, place)| (source.trim(), place.trim()))
            .filter(|(_, place)| !place.is_empty())
            .ok_or_else(|| fault(CiteFault::NoPlace))?;
        if source.is_empty() {
            return Err(fault(CiteFault::NoSource));
        }
        if place.contains(['#', '＃']) {
            return Err(fault(CiteFault::TwoPlaces));
        }
        if !is_source(source) {
            return Err(fault(CiteFault::NotAnId));
        }
        Ok(Self { source: source.to_owned(), place: place.to_owned() })
    }

    /// The id of the source: its shelf and the stem of its file.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where in the source, in its own words: `第六条第二项`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }
}

/// A shelf, a slash and a file's stem, of small letters, digits, dashes, dots and underscores.
fn is_source(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| {
                letter.is_ascii_lowercase()
                    || letter.is_ascii_digit()
                    || matches!(letter, '-' | '_' | '.')
            })
    };
    text.split_once('/').is_some_and(|(shelf, stem)| part(shelf) && part(stem))
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source, self.place)
    }
}

impl std::str::FromStr for Cite {
    type Err = CiteFault;

    fn from_str(text: &str) -> Result<Self, CiteFault> {
        Self::parse(text)
    }
}

impl From<Cite> for String {
    fn from(cite: Cite) -> Self {
        cite.to_string()
    }
}

impl TryFrom<String> for Cite {
    type Error = CiteFault;

    fn try_from(text: String) -> Result<Self, CiteFault> {
        Self::parse(&text)
    }
}

/// Why a text is not a citation. Each but the first holds the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CiteFault {
    /// Nothing is written.
    #[error("the citation is empty")]
    Empty,
    /// No `#`, or nothing after it.
    #[error("“{0}” names no place in its source")]
    NoPlace(String),
    /// Nothing before the `#`.
    #[error("“{0}” names no source")]
    NoSource(String),
    /// More than one `#`.
    #[error("“{0}” names two places")]
    TwoPlaces(String),
    /// The part before the `#` is not the id of a source.
    #[error("“{0}” does not begin with the id of a source")]
    NotAnId(String),
}

impl CiteFault {
    /// In Chinese, with what to write instead.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Empty => "引用为空；请写成 cite = \"national/2017-115#第六条第二项\"".to_owned(),
            Self::NoPlace(text) => {
                format!(
                    "“{text}”没有写明条款；请在来源后加“#”和条款，如 national/2017-115#第六条第二项"
                )
            }
            Self::NoSource(text) => {
                format!("“{text}”没有写明来源；请在“#”前写来源编号，如 national/2017-115")
            }
            Self::TwoPlaces(text) => {
                format!(
                    "“{text}”有两个“#”；一处引用只写一个条款，如 national/2017-115#第六条第二项"
                )
            }
            Self::NotAnId(text) => format!(
                "“{text}”开头不是来源编号；请写 source 文件中的 id，如 national/2017-115（小写字母、数字和连字符）"
            ),
        }
    }

    /// In English, with what to write instead.
    #[must_use]
    pub fn en(&self) -> String {
        let advice = match self {
            Self::Empty => "write national/2017-115#第六条第二项",
            Self::NoPlace(_) => "add # and the article, as in national/2017-115#第六条第二项",
            Self::NoSource(_) => "write the id of a source before the #, as in national/2017-115",
            Self::TwoPlaces(_) => "cite one place, as in national/2017-115#第六条第二项",
            Self::NotAnId(_) => {
                "write the id of a file in source/: small letters, digits and dashes, \
                 as in national/2017-115"
            }
        };
        format!("{self}; {advice}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_citation_names_a_source_and_a_place() {
        let cite = Cite::parse(" national/2017-115#第六条第二项 ").expect("a citation");
        assert_eq!((cite.source(), cite.place()), ("national/2017-115", "第六条第二项"));
        assert_eq!(cite.to_string(), "national/2017-115#第六条第二项");
    }

    #[test]
    fn what_is_no_citation_is_refused_with_the_reason() {
        let fault = |text: &str| Cite::parse(text).expect_err(text);
        assert_eq!(fault(""), CiteFault::Empty);
        for text in ["national/2017-115", "national/2017-115#", "national/2017-115# "] {
            assert_eq!(fault(text), CiteFault::NoPlace(text.trim().into()));
        }
        assert_eq!(fault("#第一条"), CiteFault::NoSource("#第一条".into()));
        assert_eq!(fault("a/b#第一条#第二条"), CiteFault::TwoPlaces("a/b#第一条#第二条".into()));
        for text in
            ["国科发政〔2017〕115号#第六条", "national#第一条", "a/b/c#一", "A/b#一", "/b#一"]
        {
            assert_eq!(fault(text), CiteFault::NotAnId(text.into()));
        }
    }

    #[test]
    fn a_fault_says_what_to_write_instead() {
        assert_eq!(
            CiteFault::NoPlace("national/2017-115".into()).en(),
            "“national/2017-115” names no place in its source; \
             add # and the article, as in national/2017-115#第六条第二项"
        );
        assert_eq!(
            CiteFault::NoSource("#第一条".into()).zh(),
            "“#第一条”没有写明来源；请在“#”前写来源编号，如 national/2017-115"
        );
    }

    proptest! {
        #[test]
        fn every_citation_reads_back(source in "[a-z]{1,9}/[a-z0-9-]{1,9}", place in "第[一二三]{1,3}条") {
            let text = format!("{source}#{place}");
            prop_assert_eq!(Cite::parse(&text).map(String::from), Ok(text));
        }

        #[test]
        fn no_text_makes_reading_fall_over(text in any::<String>()) {
            if let Ok(cite) = Cite::parse(&text) {
                prop_assert_eq!(Cite::parse(&cite.to_string()), Ok(cite));
            }
        }
    }
}
