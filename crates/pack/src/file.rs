//! Files as they come in, and faults with the file they are in.

use rule::fault::Fault;

/// A text file of a shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// As it is shown to the user; its folder says what kind of file it is.
    pub path: String,
    /// Its whole text.
    pub text: String,
}

impl File {
    /// A file from its path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The parts of the path, whichever way the slashes lean.
    fn parts(&self) -> Vec<&str> {
        self.path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".").collect()
    }

    /// The folder that it is in, such as `policy`.
    pub(crate) fn folder(&self) -> Option<&str> {
        self.parts().iter().rev().nth(1).copied()
    }

    /// The shelf that it belongs to: the folder above its folder.
    pub(crate) fn shelf(&self) -> Option<&str> {
        self.parts().iter().rev().nth(2).copied()
    }

    /// Its name without folders and without `.toml`; `None` for what is no TOML file.
    pub(crate) fn stem(&self) -> Option<&str> {
        self.parts().last().and_then(|name| name.strip_suffix(".toml"))
    }
}

/// A fault and the file it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The path of the file, as it came in.
    pub path: String,
    /// What is wrong, and where in its text.
    pub fault: Fault,
}

impl FileFault {
    /// `file:line:col: code: message`, with the message in Chinese; `text` is the file's text.
    /// Lines and columns count from 1, columns in characters.
    #[must_use]
    pub fn line(&self, text: &str) -> String {
        let [zh, _] = self.lines(text);
        zh
    }

    /// The same in Chinese and in English.
    #[must_use]
    pub fn lines(&self, text: &str) -> [String; 2] {
        rule::picture::lines(&self.path, text, &self.fault)
    }
}

#[cfg(test)]
mod tests {
    use rule::fault::Span;

    use super::*;

    #[test]
    fn a_path_says_the_kind_and_the_shelf() {
        let file = File::new("packs/demo/policy/rd-grant.toml", "");
        assert_eq!(
            (file.shelf(), file.folder(), file.stem()),
            (Some("demo"), Some("policy"), Some("rd-grant"))
        );
        let file = File::new(r".\policy\rd-grant.toml", "");
        assert_eq!((file.shelf(), file.folder()), (None, Some("policy")));
        assert_eq!(File::new("packs/README.md", "").stem(), None);
    }

    #[test]
    fn a_fault_is_one_line() {
        let fault = Fault::new("odd", Span::new(3, 4), "写错了", "odd");
        let fault = FileFault { path: "a.toml".into(), fault };
        assert_eq!(fault.line("ab\ncd"), "a.toml:2:1: odd: 写错了");
    }
}
