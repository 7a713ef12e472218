-- Notes app: full text search, sync, upserts.
PRAGMA foreign_keys = ON;

PRAGMA journal_mode = WAL;

CREATE TRIGGER note_after_update AFTER UPDATE OF title, body ON note
WHEN old.body <> new.body
BEGIN
    UPDATE note SET changed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE note_id = new.note_id;
END;

COMMIT;

INSERT INTO note (uuid, title, body) VALUES (?1, ?2, ?3)
ON CONFLICT (uuid) DO UPDATE SET
    title = excluded.title,
    body = excluded.body
WHERE excluded.changed_at > note.changed_at
RETURNING note_id;

INSERT OR IGNORE INTO note_tag (note_id, tag)
SELECT n.note_id, lower(j.value)
FROM note AS n, json_each(n.tags) AS j
WHERE n.deleted = 0;

REPLACE INTO setting (name, value) VALUES ('theme', 'dark');

SELECT
    n.note_id,
    n.title,
    snippet(note_search, 1, '[', ']', '...', 12) AS excerpt,
    bm25(note_search) AS score
FROM note_search
INNER JOIN note AS n ON note_search.rowid = n.note_id
WHERE note_search MATCH :words
ORDER BY score
LIMIT 20 OFFSET :skip;

SELECT
    date(changed_at, 'start of month') AS month_start,
    count(*) FILTER (WHERE deleted = 1) AS deleted,
    sum(words) AS words,
    group_concat(title, ', ') AS titles,
    tags ->> '$[0]' AS first_tag
FROM note
WHERE title GLOB 'A*' OR body IS NOT NULL
GROUP BY 1;

UPDATE note SET deleted = 1 WHERE changed_at < datetime('now', '-30 days') RETURNING uuid;

UPDATE OR REPLACE note SET uuid = lower(uuid);

DELETE FROM note WHERE deleted = 1 AND note_id NOT IN (SELECT note_id FROM note_tag);

ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;

ALTER TABLE note RENAME COLUMN pinned TO is_pinned;

ALTER TABLE note DROP COLUMN is_pinned;

ATTACH DATABASE 'archive.db' AS archive;

INSERT INTO archive.note SELECT * FROM main.note WHERE deleted = 1;

DETACH DATABASE archive;

ANALYZE;

REINDEX note_uuid;

VACUUM INTO 'backup.db';

DROP TRIGGER IF EXISTS note_after_update;
