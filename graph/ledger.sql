-- The ledger: statements are added and ended, never changed or deleted (but for `forget`).
CREATE TABLE source (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT, licence TEXT, date TEXT,
    access TEXT NOT NULL, area TEXT, invented INTEGER NOT NULL DEFAULT 0, note TEXT, url TEXT
);
CREATE TABLE document (
    n INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES source (id), name TEXT NOT NULL,
    digest TEXT NOT NULL, seen TEXT NOT NULL, UNIQUE (source, name)
);
CREATE TABLE reading (
    n INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (n), at TEXT NOT NULL,
    method TEXT NOT NULL, digest TEXT NOT NULL, seen TEXT NOT NULL, added INTEGER NOT NULL,
    changed INTEGER NOT NULL, ended INTEGER NOT NULL, confirmed INTEGER NOT NULL
);
CREATE TABLE statement (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL REFERENCES document (n),
    subject TEXT NOT NULL, relation TEXT NOT NULL, value TEXT, object TEXT,
    locator TEXT NOT NULL, quote TEXT, valid_from TEXT, valid_until TEXT, confirmed TEXT,
    method TEXT NOT NULL, certainty REAL NOT NULL, state TEXT NOT NULL, access TEXT NOT NULL,
    added TEXT NOT NULL, ended TEXT,
    CHECK ((value IS NULL) <> (object IS NULL)), CHECK (certainty BETWEEN 0 AND 1)
);
CREATE INDEX statement_subject ON statement (subject, relation);
CREATE INDEX statement_document ON statement (document);
CREATE TABLE decision (
    n INTEGER PRIMARY KEY, statement TEXT NOT NULL, state TEXT NOT NULL, who TEXT NOT NULL,
    why TEXT NOT NULL, at TEXT NOT NULL, undone TEXT
);
CREATE INDEX decision_statement ON decision (statement);
CREATE TABLE judgement (
    n INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL,
    who TEXT NOT NULL, why TEXT NOT NULL, method TEXT NOT NULL, certainty REAL NOT NULL,
    at TEXT NOT NULL, undone TEXT, CHECK (a < b), CHECK (verdict IN ('same', 'different', 'unsure'))
);
CREATE INDEX judgement_pair ON judgement (a, b);
CREATE TABLE forgotten (hash TEXT PRIMARY KEY, at TEXT NOT NULL);
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE audit (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL
);
-- A statement as it stands: its last decision wins, and it was seen when its document was.
CREATE VIEW standing AS
SELECT s.n, s.id, s.subject, s.relation, s.value, s.object, d.source, s.locator, s.quote,
       s.valid_from, s.valid_until, coalesce(s.confirmed, d.seen) AS seen, s.method, s.certainty,
       CASE WHEN s.state = 'ended' THEN 'ended'
            ELSE coalesce((SELECT c.state FROM decision c WHERE c.statement = s.id
                           AND c.undone IS NULL ORDER BY c.n DESC LIMIT 1), s.state) END AS state,
       s.access
FROM statement s JOIN document d ON d.n = s.document;
