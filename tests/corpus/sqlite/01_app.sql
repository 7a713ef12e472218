PRAGMA foreign_keys = ON;

BEGIN TRANSACTION;

CREATE TABLE IF NOT EXISTS notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL COLLATE NOCASE,
    body TEXT DEFAULT '',
    score REAL CHECK (score BETWEEN 0 AND 1),
    data BLOB,
    folder_id INTEGER REFERENCES folders (id) ON DELETE SET NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    words INTEGER GENERATED ALWAYS AS (length(body)) VIRTUAL,
    UNIQUE (folder_id, title) ON CONFLICT IGNORE
);

CREATE TABLE folders (id INTEGER PRIMARY KEY, name TEXT) WITHOUT ROWID;

CREATE INDEX notes_by_folder ON notes (folder_id, created_at DESC) WHERE folder_id IS NOT NULL;

CREATE VIRTUAL TABLE notes_fts USING fts5(title, body);

END;

CREATE VIEW recent AS SELECT id, title FROM notes ORDER BY created_at DESC LIMIT 10;

INSERT OR REPLACE INTO folders (id, name) VALUES (1, 'Inbox'), (2, 'Done');

INSERT INTO notes (title, folder_id) VALUES ('a', 1)
ON CONFLICT (folder_id, title) DO UPDATE SET title = excluded.title RETURNING id;

UPDATE OR IGNORE notes SET score = 0.5 WHERE id = 1;

DELETE FROM notes WHERE created_at < datetime('now', '-30 days');

COMMIT;

WITH RECURSIVE counter (n) AS (
    SELECT 1
    UNION ALL
    SELECT n + 1 FROM counter WHERE n < 10
)

SELECT n FROM counter;

SELECT
    n.id,
    n.title || ' (' || f.name || ')' AS label,
    coalesce(n.score, 0) AS score,
    strftime('%Y-%m', n.created_at) AS month,
    iif(n.score > 0.5, 'good', 'bad') AS class,
    json_extract(n.body, '$.a') AS a,
    n.body ->> '$.b' AS b,
    row_number() OVER (PARTITION BY n.folder_id ORDER BY n.created_at) AS rn,
    group_concat(n.title, ', ') FILTER (WHERE n.score IS NOT NULL) OVER () AS titles
FROM notes AS n
LEFT JOIN folders AS f ON n.folder_id = f.id
WHERE n.title LIKE 'a%' AND n.title NOT GLOB '*x*' AND n.id IN (SELECT rowid FROM notes_fts WHERE notes_fts MATCH 'coffee')
ORDER BY n.created_at DESC, n.id
LIMIT 20 OFFSET 10;

select n.id,count(*) C from notes n join folders f on f.id=n.folder_id where f.name!='x' and n.score is null group by 1 order by C desc,1;

SELECT id FROM notes WHERE folder_id = NULL UNION SELECT id FROM folders;

SELECT typeof(x'00'), CAST('1' AS INTEGER), random(), date('now'), ?1, :name, @other, $third;

ALTER TABLE notes ADD COLUMN pinned INTEGER DEFAULT 0;

ALTER TABLE notes RENAME COLUMN pinned TO is_pinned;

DROP TABLE IF EXISTS old_notes;

ATTACH DATABASE 'other.db' AS other;

VACUUM;
