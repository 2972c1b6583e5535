-- What one administrator asks for, and what another of another kind says of it.

CREATE TABLE motion (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    motion INTEGER NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('asked', 'agreed', 'refused')),
    matter TEXT CHECK (matter IN ('grant', 'invite', 'factor')),
    officer INTEGER,
    token BLOB,
    value TEXT,
    reason TEXT
) STRICT;

CREATE INDEX motion_motion ON motion (motion);
