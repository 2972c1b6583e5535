-- The journal, who writes, and whose register it is.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token INTEGER NOT NULL,
    holder TEXT NOT NULL,
    since_at TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    said_at TEXT,
    operator TEXT NOT NULL,
    department TEXT NOT NULL,
    act TEXT NOT NULL,
    detail TEXT NOT NULL,
    digest BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE INDEX journal_at ON journal (at);
