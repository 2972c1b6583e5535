-- Who holds which post, what people sign in with, and what they owe.

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    change TEXT NOT NULL
        CHECK (change IN ('joined', 'left', 'made', 'changed', 'closed', 'appointed', 'relieved',
                          'delegated', 'admitted', 'expelled')),
    officer INTEGER,
    post INTEGER,
    client INTEGER,
    holder INTEGER,
    since TEXT,
    until TEXT,
    value TEXT
) STRICT;

CREATE INDEX staff_seq ON staff (seq);

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    task INTEGER NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('given', 'passed', 'closed')),
    subject INTEGER,
    about TEXT CHECK (about IN ('policy', 'fact', 'enterprise')),
    name TEXT,
    reason TEXT,
    department TEXT,
    officer INTEGER,
    due TEXT,
    provisional INTEGER CHECK (provisional IN (0, 1)),
    result TEXT
) STRICT;

CREATE INDEX task_task ON task (task);
CREATE INDEX task_subject ON task (subject) WHERE subject IS NOT NULL;

-- From here on beside the journal: what can be erased, and what goes with time.

CREATE TABLE person (
    officer INTEGER PRIMARY KEY,
    login TEXT,
    name TEXT,
    phone TEXT,
    CONSTRAINT person_login UNIQUE (login),
    CONSTRAINT person_whole CHECK ((login IS NULL) = (name IS NULL))
) STRICT;

CREATE TABLE credential (
    officer INTEGER PRIMARY KEY REFERENCES person (officer),
    password TEXT NOT NULL,
    factor BLOB,
    step INTEGER,
    failures INTEGER NOT NULL,
    locked_until_at TEXT,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    token BLOB PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES person (officer),
    post INTEGER NOT NULL,
    csrf TEXT NOT NULL,
    mark BLOB NOT NULL,
    made_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL
) STRICT;

CREATE INDEX session_officer ON session (officer);

CREATE TABLE invitation (
    token BLOB PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES person (officer),
    until_at TEXT NOT NULL,
    CONSTRAINT invitation_once UNIQUE (officer)
) STRICT;

CREATE TABLE client_key (
    token BLOB PRIMARY KEY,
    client INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    CONSTRAINT client_key_once UNIQUE (client)
) STRICT;

-- A query that somebody gave a name.
CREATE TABLE saved (
    id INTEGER PRIMARY KEY,
    officer INTEGER NOT NULL REFERENCES person (officer),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    CONSTRAINT saved_once UNIQUE (officer, name)
) STRICT;

-- What a request that must not be done twice was answered with.
CREATE TABLE answered (
    asker TEXT NOT NULL,
    name TEXT NOT NULL,
    route TEXT NOT NULL,
    request BLOB NOT NULL,
    at TEXT NOT NULL,
    status INTEGER,
    body BLOB,
    PRIMARY KEY (asker, name)
) STRICT;
