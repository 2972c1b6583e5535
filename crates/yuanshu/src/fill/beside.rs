//! What is given beside a form, and how who gives it is spoken to.

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
}
