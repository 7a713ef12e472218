-- What the vendor takes and SQLFluff does not.

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS note (
    note_id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE COLLATE NOCASE,
    title TEXT NOT NULL DEFAULT '',
    body TEXT,
    tags TEXT CHECK (json_valid(tags)),
    words INTEGER GENERATED ALWAYS AS (length(body) - length(replace(body, ' ', '')) + 1) STORED,
    changed_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    deleted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE note_tag (
    note_id INTEGER NOT NULL REFERENCES note (note_id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (note_id, tag)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE note_search USING fts5 (title, body, content = 'note', content_rowid = 'note_id');

CREATE UNIQUE INDEX IF NOT EXISTS note_uuid ON note (uuid) WHERE deleted = 0;

CREATE TRIGGER note_after_insert AFTER INSERT ON note
BEGIN
    INSERT INTO note_search (rowid, title, body) VALUES (new.note_id, new.title, new.body);
END;

WITH RECURSIVE folder_path (folder_id, path) AS (
    SELECT folder_id, name FROM folder WHERE parent_id IS NULL
    UNION ALL
    SELECT f.folder_id, p.path || '/' || f.name
    FROM folder AS f
    INNER JOIN folder_path AS p ON f.parent_id = p.folder_id
)

SELECT folder_id, path FROM folder_path ORDER BY path COLLATE NOCASE;

select n.title,count(*) c from note n left join note_tag t using(note_id) where n.deleted!=1 and t.tag==lower('X') group by 1 order by c desc;

EXPLAIN QUERY PLAN SELECT title FROM note WHERE uuid = 'a';
