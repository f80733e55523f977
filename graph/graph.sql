-- A graph: what one audience may see, made from the ledger and read-only afterwards.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- Things, numbered in the order of their ids.
CREATE TABLE node (n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE alias (id TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE relation (r INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE source (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT, licence TEXT, date TEXT,
    access TEXT NOT NULL, area TEXT, invented INTEGER NOT NULL, note TEXT, url TEXT
) WITHOUT ROWID;
-- Every fact with its evidence. `current` is 0 when it held only before or will hold later.
CREATE TABLE statement (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, s INTEGER NOT NULL, r INTEGER NOT NULL, o INTEGER,
    value TEXT, source TEXT NOT NULL, locator TEXT NOT NULL, quote TEXT, valid_from TEXT,
    valid_until TEXT, seen TEXT NOT NULL, method TEXT NOT NULL, certainty REAL NOT NULL,
    state TEXT NOT NULL, current INTEGER NOT NULL, detail TEXT
);
-- What derived statements rest on: ids of other statements (prov:wasDerivedFrom).
CREATE TABLE basis (statement TEXT NOT NULL, rests_on TEXT NOT NULL,
    PRIMARY KEY (statement, rests_on)) WITHOUT ROWID;
-- The arrows that hold now, once each, however many statements say so; symmetric ones both ways.
CREATE TABLE edge (
    r INTEGER NOT NULL, s INTEGER NOT NULL, o INTEGER NOT NULL, seen TEXT NOT NULL,
    certainty REAL NOT NULL, sources INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (r, s, o)
) WITHOUT ROWID;
-- Transitive relations with everything above, by the longest way; the thing itself at distance 0.
CREATE TABLE closure (
    r INTEGER NOT NULL, below INTEGER NOT NULL, above INTEGER NOT NULL, distance INTEGER NOT NULL,
    PRIMARY KEY (r, below, above)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (
    label, words, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
