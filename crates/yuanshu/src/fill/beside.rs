//! What is given beside a form, and how who gives it is spoken to.

use std::collections::BTreeSet;
use std::path::Path;

use base::Uscc;
use zone::enterprise::SubjectId;

use super::names::{Match, Matcher};
use super::taken;
use crate::read::form::Labels;
use crate::say::Both;

/// What is given beside the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// The fiscal year where the form says none.
    pub year: Option<i16>,
    /// Names or codes of enterprises, where the form has none.
    pub firms: Vec<String>,
    /// How these are given.
    pub given: By,
}

impl Beside {
    /// The codes and names by which a form of one firm may be found.
    ///
    /// # Errors
    /// Where it names none and several are named beside it.
    pub(super) fn tries(
        &self,
        (path, sheet): (&Path, &str),
        labels: &Labels,
    ) -> Result<Vec<(String, String)>, Both> {
        if !labels.code.is_empty() || !labels.name.is_empty() {
            return Ok(vec![(labels.code.clone(), labels.name.clone())]);
        }
        let of_name = |name: &String| (String::new(), name.clone());
        match self.firms.as_slice() {
            [] => {
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                let names = [Some(sheet.to_owned()), stem];
                Ok(names.iter().flatten().map(of_name).collect())
            }
            [one] => Ok(vec![of_name(one)]),
            several => Err(taken::of_one(sheet, several)),
        }
    }

    /// Whom a form of one firm means: nobody, where it names another than was named beside it.
    pub(super) fn agreed(&self, found: Match, matcher: &Matcher<'_>) -> Match {
        let (Match::Sure(own) | Match::Check(own, _)) = &found else { return found };
        let named = |firm: &String| subject(firm, matcher) == Some(*own);
        if self.firms.is_empty() || self.firms.iter().any(named) {
            return found;
        }
        let own = matcher.called(*own);
        Match::None(taken::other(&own, self.given.named(), &self.firms))
    }

    /// Who was named and is not in a form that names its firms itself, in the words and numbers
    /// that are given.
    pub(super) fn unused<'a>(
        &self,
        said: impl Iterator<Item = &'a str>,
        matcher: &Matcher<'_>,
    ) -> Option<Vec<String>> {
        if self.firms.is_empty() {
            return None;
        }
        let said: Vec<&str> = said.collect();
        let own: BTreeSet<SubjectId> = said.iter().filter_map(|of| subject(of, matcher)).collect();
        let has = |firm: &str| {
            said.contains(&firm) || subject(firm, matcher).is_some_and(|one| own.contains(&one))
        };
        let unused = self.firms.iter().filter(|firm| !has(firm)).cloned();
        Some(unused.collect::<Vec<_>>()).filter(|unused| !unused.is_empty())
    }
}

/// Whom a name or a code means, where that is known.
fn subject(text: &str, matcher: &Matcher<'_>) -> Option<SubjectId> {
    let found = match Uscc::parse(text) {
        Ok(_) => matcher.find(text, ""),
        Err(_) => matcher.find("", text),
    };
    match found {
        Match::Sure(subject) | Match::Check(subject, _) => Some(subject),
        Match::Likely(..) | Match::None(_) => None,
    }
}

/// How who has a form filled in says what the form leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Options of the command.
    #[default]
    Options,
    /// Fields of the page.
    Fields,
}

impl By {
    pub(super) fn year(self) -> [&'static str; 2] {
        match self {
            Self::Options => ["请加 --year", "add --year"],
            Self::Fields => ["请在上方填年度", "write it above"],
        }
    }

    pub(super) fn firms(self) -> [&'static str; 2] {
        match self {
            Self::Options => ["用 --firm 写明", "with --firm"],
            Self::Fields => ["在上方写明", "above"],
        }
    }

    pub(super) fn named(self) -> [&'static str; 2] {
        match self {
            Self::Options => ["--firm ", "--firm"],
            Self::Fields => ["上方", "what is written above"],
        }
    }
}
