//! The tables whose rows the journal vouches for, each with its columns in order.

use Kind::{Blob, Int, Text};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers: ids, fen, years.
    Int,
    /// Texts, days and moments.
    Text,
    /// Bytes.
    Blob,
}

/// A table of rows that are only ever added.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name in the database.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// The columns' names, for a statement.
    pub(crate) fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// The statement that inserts one row.
    pub(crate) fn insertion(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|at| format!("${at}")).collect();
        format!("INSERT INTO {} ({}) VALUES ({})", self.name, self.names(), marks.join(", "))
    }
}

/// Every table whose rows the journal vouches for, in the order of digests and of copies.
///
/// Their first column is `id`, counted from 1 without gaps; the second is `seq`, the line of the
/// journal that brought the row.
pub const TABLES: &[&Table] = &[
    &IDENTITY,
    &IMPORT,
    &UNDO,
    &ORIGIN,
    &STATEMENT,
    &REVIEW,
    &SETTLEMENT,
    &OBJECTION,
    &PACK_TEXT,
    &PACK_FILE,
    &VERDICT,
    &STAFF,
    &TASK,
    &MOTION,
];

/// Every table that an export hands out, the journal first. What people sign in with stays: who
/// they are is needed to read who did what.
pub fn exported() -> impl Iterator<Item = &'static Table> {
    [&JOURNAL].into_iter().chain(TABLES.iter().copied()).chain([&PERSON, &SAVED])
}

/// Tables beside the journal that go with the register wherever it goes, each after those that it
/// refers to.
pub(crate) const BESIDE: &[&Table] =
    &[&PERSON, &CREDENTIAL, &SESSION, &INVITATION, &CLIENT_KEY, &SAVED];

/// Whose register it is.
pub(crate) const META: Table = Table { name: "meta", columns: &[("name", Text), ("value", Text)] };

/// The journal itself.
pub(crate) const JOURNAL: Table = Table {
    name: "journal",
    columns: &[
        ("seq", Int),
        ("at", Text),
        ("said_at", Text),
        ("operator", Text),
        ("department", Text),
        ("act", Text),
        ("detail", Text),
        ("digest", Blob),
        ("hash", Blob),
    ],
};

/// What was learnt about who an enterprise is.
pub(crate) const IDENTITY: Table = Table {
    name: "identity",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("subject", Int),
        ("change", Text),
        ("value", Text),
        ("day", Text),
        ("other", Int),
    ],
};

/// Imports, with what their columns were taken for.
pub(crate) const IMPORT: Table = Table {
    name: "import",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("name", Text),
        ("content", Blob),
        ("shape", Text),
        ("plan", Text),
        ("remarks", Text),
    ],
};

/// Imports that were taken back.
pub(crate) const UNDO: Table = Table {
    name: "undo",
    columns: &[("id", Int), ("seq", Int), ("import", Int), ("reason", Text)],
};

/// Where values come from.
pub(crate) const ORIGIN: Table = Table {
    name: "origin",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("import", Int),
        ("file", Text),
        ("sheet", Text),
        ("sheet_column", Int),
        ("sheet_row", Int),
        ("reason", Text),
        ("fact", Text),
        ("fiscal_year", Int),
        ("since", Text),
        ("feed", Text),
        ("stage", Text),
        ("basis", Text),
        ("unit", Text),
        ("decimals", Int),
        ("held", Int),
    ],
};

/// What a row of a source said of an enterprise.
pub(crate) const STATEMENT: Table = Table {
    name: "statement",
    columns: &[("id", Int), ("seq", Int), ("subject", Int), ("sheet_row", Int), ("body", Blob)],
};

/// What a second person said of what the first brought in.
pub(crate) const REVIEW: Table = Table {
    name: "review",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("of_seq", Int),
        ("subject", Int),
        ("outcome", Text),
        ("reason", Text),
    ],
};

/// Which of two figures counts, and why.
pub(crate) const SETTLEMENT: Table = Table {
    name: "settlement",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("subject", Int),
        ("fact", Text),
        ("fiscal_year", Int),
        ("since", Text),
        ("origin", Int),
        ("said_seq", Int),
        ("said_row", Int),
        ("reason", Text),
    ],
};

/// What somebody objects to.
pub(crate) const OBJECTION: Table = Table {
    name: "objection",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("subject", Int),
        ("fact", Text),
        ("fiscal_year", Int),
        ("since", Text),
        ("reason", Text),
    ],
};

/// Texts of content that something was decided by.
pub(crate) const PACK_TEXT: Table = Table {
    name: "pack_text",
    columns: &[("id", Int), ("seq", Int), ("hash", Blob), ("text", Text)],
};

/// Which texts a set of content has.
pub(crate) const PACK_FILE: Table = Table {
    name: "pack_file",
    columns: &[("id", Int), ("seq", Int), ("pack_set", Blob), ("path", Text), ("hash", Blob)],
};

/// Verdicts that were handed out.
pub(crate) const VERDICT: Table = Table {
    name: "verdict",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("policies", Text),
        ("subjects", Text),
        ("as_of", Text),
        ("known", Int),
        ("purpose", Text),
        ("pack_set", Blob),
        ("answer", Blob),
    ],
};

/// What was learnt about who holds which post.
pub(crate) const STAFF: Table = Table {
    name: "staff",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("change", Text),
        ("officer", Int),
        ("post", Int),
        ("client", Int),
        ("holder", Int),
        ("since", Text),
        ("until", Text),
        ("value", Text),
    ],
};

/// What was learnt about tasks.
pub(crate) const TASK: Table = Table {
    name: "task",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("task", Int),
        ("change", Text),
        ("subject", Int),
        ("about", Text),
        ("name", Text),
        ("reason", Text),
        ("department", Text),
        ("officer", Int),
        ("due", Text),
        ("provisional", Int),
        ("result", Text),
    ],
};

/// What administrators asked of each other.
pub(crate) const MOTION: Table = Table {
    name: "motion",
    columns: &[
        ("id", Int),
        ("seq", Int),
        ("motion", Int),
        ("change", Text),
        ("matter", Text),
        ("officer", Int),
        ("token", Blob),
        ("value", Text),
        ("reason", Text),
    ],
};

/// What people are called.
pub(crate) const PERSON: Table = Table {
    name: "person",
    columns: &[("officer", Int), ("login", Text), ("name", Text), ("phone", Text)],
};

/// What people sign in with.
pub(crate) const CREDENTIAL: Table = Table {
    name: "credential",
    columns: &[
        ("officer", Int),
        ("password", Text),
        ("factor", Blob),
        ("step", Int),
        ("failures", Int),
        ("locked_until_at", Text),
        ("changed_at", Text),
    ],
};

/// Who is signed in.
pub(crate) const SESSION: Table = Table {
    name: "session",
    columns: &[
        ("token", Blob),
        ("officer", Int),
        ("post", Int),
        ("csrf", Text),
        ("mark", Blob),
        ("made_at", Text),
        ("seen_at", Text),
        ("ends_at", Text),
    ],
};

/// Who may choose a password.
pub(crate) const INVITATION: Table =
    Table { name: "invitation", columns: &[("token", Blob), ("officer", Int), ("until_at", Text)] };

/// What clients ask with.
pub(crate) const CLIENT_KEY: Table =
    Table { name: "client_key", columns: &[("token", Blob), ("client", Int), ("made_at", Text)] };

/// Queries that people gave a name.
pub(crate) const SAVED: Table = Table {
    name: "saved",
    columns: &[("id", Int), ("officer", Int), ("name", Text), ("query", Text)],
};
