//! The language that somebody reads.

use std::fmt;

/// The language that somebody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Tongue {
    /// What is said in this language.
    pub fn of<T>(self, [zh, en]: [T; 2]) -> T {
        match self {
            Self::Chinese => zh,
            Self::English => en,
        }
    }

    /// A sentence; the other of the two is not written out.
    pub fn say(self, said: [fmt::Arguments<'_>; 2]) -> String {
        self.of(said).to_string()
    }

    /// Names, one after the other.
    pub fn list<S: AsRef<str>>(self, names: &[S]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.of(["、", ", "]))
    }
}
