//! The links of the first start, one for each of the three administrators.

use std::fmt;

use store::Hash;
use zone::people::Role;

use super::secret;

/// What stands after the mark of each link; another text at each start of the program.
pub(super) struct Links([(Role, String); 3]);

impl Links {
    pub(super) fn new() -> std::io::Result<Self> {
        // The word tells the page which post the link is for; it opens nothing without the rest.
        let text = |word: &str| Ok::<_, std::io::Error>(format!("{word}-{}", secret()?));
        Ok(Self([
            (Role::Keeper, text("keeper")?),
            (Role::Security, text("security")?),
            (Role::Auditor, text("auditor")?),
        ]))
    }

    /// Which administrator a text makes; none where it is no link's.
    pub(super) fn role(&self, text: &str) -> Option<Role> {
        // Hashes take equally long to compare, however much of a guess is right.
        let typed = Hash::of(text.as_bytes());
        self.all().find(|(_, own)| Hash::of(own.as_bytes()) == typed).map(|(role, _)| role)
    }

    /// Each with its text.
    pub(super) fn all(&self) -> impl Iterator<Item = (Role, &str)> {
        self.0.iter().map(|(role, text)| (*role, text.as_str()))
    }
}

impl fmt::Debug for Links {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Links")
    }
}
