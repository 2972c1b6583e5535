-- Files by every code and name they ever had: the first eight bytes of the SM3 of the code, or of
-- the name without what differs from sheet to sheet. It follows from identity, and no line of the
-- journal vouches for it: whoever is found by it is read from identity again.

CREATE TABLE sought (
    word INTEGER NOT NULL,
    subject INTEGER NOT NULL
) STRICT;

CREATE INDEX sought_word ON sought (word);
