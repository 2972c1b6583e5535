//! What is known of a person beside their posts: their name, and how they sign in.

use super::{OfficerId, Unfit};

/// The longest name, login or telephone number, in letters.
const LONGEST: usize = 64;

/// What is known of a person: not in the journal, so that it can be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What they are called at sign-in; nobody else is.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Their telephone number, where they said one.
    pub phone: Option<String>,
}

/// A person as they stand in the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Their number.
    pub officer: OfficerId,
    /// What is known of them; nothing for who was erased.
    pub is: Option<Person>,
    /// Whether they have a password, so that they can sign in.
    pub password: bool,
    /// Whether they have a second factor.
    pub factor: bool,
}

impl Person {
    /// The same in the one way in which it is kept: no spaces around, the login in small letters.
    ///
    /// # Errors
    /// [`Unfit::Blank`] or [`Unfit::Word`] for what nobody could be called.
    pub fn tidied(self) -> Result<Self, Unfit> {
        let login = login(&self.login);
        let name = self.name.trim().to_owned();
        let phone = self.phone.map(|phone| phone.trim().to_owned());
        let phone = phone.filter(|phone| !phone.is_empty());
        let said = [("登录名", Some(&login)), ("姓名", Some(&name)), ("电话", phone.as_ref())];
        for (what, word) in said {
            let Some(word) = word else { continue };
            if word.is_empty() {
                return Err(Unfit::Blank(what));
            }
            let spaced = what == "登录名" && word.contains(char::is_whitespace);
            if spaced || word.contains(char::is_control) || word.chars().count() > LONGEST {
                return Err(Unfit::Word(what));
            }
        }
        Ok(Self { login, name, phone })
    }
}

/// A login as it is kept, whatever was typed.
pub fn login(typed: &str) -> String {
    typed.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(login: &str, name: &str, phone: Option<&str>) -> Person {
        let phone = phone.map(str::to_owned);
        Person { login: login.to_owned(), name: name.to_owned(), phone }
    }

    #[test]
    fn a_login_is_one_whatever_the_letters() {
        let kept = person(" Zhang.San ", "张三 ", Some(" ")).tidied();
        assert_eq!(kept, Ok(person("zhang.san", "张三", None)));
    }

    #[test]
    fn nobody_is_called_nothing_or_a_page_of_text() {
        assert_eq!(person(" ", "张三", None).tidied(), Err(Unfit::Blank("登录名")));
        assert_eq!(person("zhang", "", None).tidied(), Err(Unfit::Blank("姓名")));
        assert_eq!(person("zhang san", "张三", None).tidied(), Err(Unfit::Word("登录名")));
        assert_eq!(person("zhang", "张\n三", None).tidied(), Err(Unfit::Word("姓名")));
        let (most, more) = ("1".repeat(64), "1".repeat(65));
        assert!(person("zhang", "张三", Some(&most)).tidied().is_ok());
        let unfit = person("zhang", "张三", Some(&more)).tidied().unwrap_err();
        assert_eq!(unfit.zh(), "电话太长，或有空格等不能用的字符；请改短、改正");
    }
}
