-- That two files are not of one enterprise, so that the pair is proposed no more; and its undoing.

ALTER TABLE identity RENAME TO identity_before;

DROP INDEX identity_subject;
DROP INDEX identity_seq;
DROP INDEX identity_other;

CREATE TABLE identity (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
    subject INTEGER NOT NULL,
    change TEXT NOT NULL
        CHECK (change IN (
            'made', 'code', 'named', 'arrived', 'left', 'merged', 'unmerged', 'parted', 'unparted'
        )),
    value TEXT,
    day TEXT,
    other INTEGER
) STRICT;

-- PostgreSQL makes no index on rows whose references are looked at later.
CREATE INDEX identity_subject ON identity (subject);
CREATE INDEX identity_seq ON identity (seq);
CREATE INDEX identity_other ON identity (other) WHERE other IS NOT NULL;

INSERT INTO identity (id, seq, subject, change, value, day, other)
    SELECT id, seq, subject, change, value, day, other FROM identity_before;

DROP TABLE identity_before;
