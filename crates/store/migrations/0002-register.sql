-- The register: who is who, what was said about whom, and what became of it.
-- Rows are only added; what they mean as of a line follows from the rows up to that line.

CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    subject INTEGER NOT NULL,
    change TEXT NOT NULL
        CHECK (change IN ('made', 'code', 'named', 'arrived', 'left', 'merged', 'unmerged')),
    value TEXT,
    day TEXT,
    other INTEGER
) STRICT;

CREATE INDEX identity_subject ON identity (subject);
CREATE INDEX identity_seq ON identity (seq);
CREATE INDEX identity_other ON identity (other) WHERE other IS NOT NULL;

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    shape TEXT NOT NULL,
    plan TEXT NOT NULL,
    remarks TEXT NOT NULL
) STRICT;

CREATE INDEX import_content ON import (content);
CREATE INDEX import_shape ON import (shape);

CREATE TABLE undo (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    import INTEGER NOT NULL REFERENCES import (id),
    reason TEXT NOT NULL,
    CONSTRAINT undo_once UNIQUE (import)
) STRICT;

CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    import INTEGER REFERENCES import (id),
    file TEXT,
    sheet TEXT,
    sheet_column INTEGER,
    sheet_row INTEGER,
    reason TEXT,
    fact TEXT NOT NULL,
    fiscal_year INTEGER,
    since TEXT,
    feed TEXT NOT NULL,
    stage TEXT NOT NULL,
    basis TEXT,
    unit TEXT,
    decimals INTEGER NOT NULL,
    held INTEGER NOT NULL CHECK (held IN (0, 1)),
    CONSTRAINT origin_period CHECK ((fiscal_year IS NULL) <> (since IS NULL)),
    CONSTRAINT origin_place CHECK ((sheet_column IS NULL) <> (reason IS NULL))
) STRICT;

CREATE INDEX origin_seq ON origin (seq);

-- What one row of one source said of one enterprise: a list of origins with values.
CREATE TABLE statement (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    sheet_row INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;

CREATE INDEX statement_subject ON statement (subject);
CREATE INDEX statement_seq ON statement (seq);

CREATE TABLE review (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    of_seq INTEGER NOT NULL REFERENCES journal (seq),
    subject INTEGER,
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'returned')),
    reason TEXT NOT NULL
) STRICT;

CREATE INDEX review_of ON review (of_seq);

CREATE TABLE settlement (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    subject INTEGER NOT NULL,
    fact TEXT NOT NULL,
    fiscal_year INTEGER,
    since TEXT,
    origin INTEGER NOT NULL REFERENCES origin (id),
    said_seq INTEGER NOT NULL REFERENCES journal (seq),
    said_row INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT settlement_period CHECK ((fiscal_year IS NULL) <> (since IS NULL))
) STRICT;

CREATE INDEX settlement_subject ON settlement (subject);

CREATE TABLE objection (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    subject INTEGER NOT NULL,
    fact TEXT NOT NULL,
    fiscal_year INTEGER,
    since TEXT,
    reason TEXT NOT NULL,
    CONSTRAINT objection_period CHECK ((fiscal_year IS NULL) <> (since IS NULL))
) STRICT;

CREATE INDEX objection_subject ON objection (subject);
