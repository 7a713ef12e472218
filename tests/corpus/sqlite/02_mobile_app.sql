PRAGMA journal_mode = WAL;

PRAGMA foreign_keys = ON;

PRAGMA table_info(notes);

CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL COLLATE NOCASE,
    body TEXT,
    tags TEXT DEFAULT '[]' CHECK (json_valid(tags)),
    folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    words INTEGER GENERATED ALWAYS AS (length(body) - length(replace(body, ' ', '')) + 1) STORED,
    created_at TEXT NOT NULL DEFAULT (datetime('now')),
    UNIQUE (folder_id, title) ON CONFLICT REPLACE
) STRICT;

CREATE TABLE settings (k TEXT PRIMARY KEY, v ANY) WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS ix_notes_title ON notes (lower(title), folder_id DESC) WHERE body IS NOT NULL;

CREATE VIRTUAL TABLE notes_fts USING fts5(title, body, content = 'notes', tokenize = 'porter');

END;

CREATE TEMP VIEW recent AS SELECT * FROM notes ORDER BY created_at DESC LIMIT 20;

INSERT INTO settings (k, v) VALUES ('theme', 'dark') ON CONFLICT (k) DO UPDATE SET v = excluded.v WHERE v <> excluded.v;

INSERT OR IGNORE INTO settings VALUES ('notes', 0);

REPLACE INTO settings (k, v) VALUES ('lang', 'de');

INSERT INTO notes (title) SELECT 'copy of ' || title FROM notes WHERE id = ?1 RETURNING id, title AS t;

INSERT INTO notes DEFAULT VALUES;

UPDATE OR ROLLBACK notes SET title = :title, body = @body WHERE id = $id;

UPDATE notes SET body = f.body FROM imported AS f WHERE f.id = notes.id;

DELETE FROM notes WHERE id IN (SELECT id FROM notes ORDER BY created_at LIMIT 5) RETURNING *;

SELECT title, snippet(notes_fts, 1, '<b>', '</b>', '...', 8) FROM notes_fts WHERE notes_fts MATCH 'sql OR lint' ORDER BY bm25(notes_fts);

WITH RECURSIVE tree (id, depth) AS (
    SELECT id, 0 FROM folders WHERE parent IS NULL
    UNION ALL
    SELECT f.id, t.depth + 1 FROM folders AS f INNER JOIN tree AS t ON f.parent = t.id
)

SELECT substr('..........', 1, depth * 2) || id AS line FROM tree;

WITH x AS MATERIALIZED (SELECT 1 AS a) SELECT a FROM x;

SELECT id FROM a EXCEPT SELECT id FROM b;

VALUES (1, 'a'), (2, 'b');

ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

ALTER TABLE notes RENAME COLUMN body TO content;

ALTER TABLE notes DROP COLUMN words;

COMMIT;

ATTACH DATABASE 'old.db' AS old;

DETACH DATABASE old;

REINDEX ix_notes_title;

ANALYZE notes;

VACUUM INTO 'copy.db';
