//! A sentence in both languages, for what is said before it is known who reads it.

use std::borrow::Cow;
use std::fmt;

use super::Tongue;

/// A sentence in both languages; none where nothing is said. Many are kept: it is one word long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both(Option<Box<[Cow<'static, str>; 2]>>);

impl Both {
    /// What is said in each language.
    pub fn told(say: impl Fn(Tongue) -> String) -> Self {
        Self::from([say(Tongue::Chinese), say(Tongue::English)])
    }

    /// In a language.
    pub fn of(&self, tongue: Tongue) -> &str {
        tongue.of(self.both())
    }

    /// In Chinese and in English.
    pub fn both(&self) -> [&str; 2] {
        self.0.as_ref().map_or(["", ""], |said| said.each_ref().map(AsRef::as_ref))
    }

    /// In Chinese.
    pub fn zh(&self) -> &str {
        let [zh, _] = self.both();
        zh
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    fn said(said: [Cow<'static, str>; 2]) -> Self {
        Self(said.iter().any(|said| !said.is_empty()).then(|| Box::new(said)))
    }

    /// One after the other, those that say something.
    pub fn all(of: impl IntoIterator<Item = Self>) -> Self {
        let said: Vec<Self> = of.into_iter().filter(|one| !one.is_empty()).collect();
        Self::told(|tongue| {
            let said: Vec<&str> = said.iter().map(|one| one.of(tongue)).collect();
            said.join(tongue.of(["；", "; "]))
        })
    }
}

/// In Chinese, as commands speak.
impl fmt::Display for Both {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.zh())
    }
}

impl From<[&'static str; 2]> for Both {
    fn from(said: [&'static str; 2]) -> Self {
        Self::said(said.map(Cow::Borrowed))
    }
}

impl From<[String; 2]> for Both {
    fn from(said: [String; 2]) -> Self {
        Self::said(said.map(Cow::Owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_sentences_are_joined_as_the_language_does() {
        let one = Both::from(["口径是会计", "as accounts measure it"]);
        let other = Both::told(|tongue| tongue.nothing().to_owned());
        let both = Both::all([one.clone(), Both::default(), other]);
        assert_eq!(both, Both::from(["口径是会计；（无）", "as accounts measure it; (none)"]));
        assert_eq!(Both::all([Both::default(), one.clone()]), one);
        assert_eq!(Both::all([]), Both::default());
    }
}
