-- Verdicts that were handed out, with the content that they were decided by.

CREATE TABLE pack_text (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    hash BLOB NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pack_text_once UNIQUE (hash)
) STRICT;

-- A file of a set: its path, and the hash of its text.
CREATE TABLE pack_file (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    pack_set BLOB NOT NULL,
    path TEXT NOT NULL,
    hash BLOB NOT NULL REFERENCES pack_text (hash),
    CONSTRAINT pack_file_once UNIQUE (pack_set, path)
) STRICT;

CREATE TABLE verdict (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    policies TEXT NOT NULL,
    subjects TEXT,
    as_of TEXT NOT NULL,
    known INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    pack_set BLOB NOT NULL,
    answer BLOB NOT NULL
) STRICT;
