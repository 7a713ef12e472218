PRAGMA foreign_keys = ON;
PRAGMA main.table_info(places);
PRAGMA journal_mode(wal);
BEGIN TRANSACTION;
ATTACH DATABASE 'old.db' AS old_data;
CREATE TABLE IF NOT EXISTS main.places (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'x', size DOUBLE PRECISION CHECK (size > 0),
    seen DATETIME DEFAULT (datetime('now')), kind INT REFERENCES kinds (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    low TEXT GENERATED ALWAYS AS (lower(name)) STORED COLLATE nocase, big UNSIGNED BIG INT DEFAULT -1,
    CONSTRAINT one_name UNIQUE (name, kind) ON CONFLICT IGNORE, FOREIGN KEY (kind) REFERENCES kinds (id)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE again AS SELECT * FROM places;
CREATE UNIQUE INDEX IF NOT EXISTS by_name ON places (name DESC, lower(kind)) WHERE size IS NOT NULL;
CREATE VIRTUAL TABLE words USING fts5(name, 'note text', content='places', content_rowid = id);
CREATE VIEW small (id, name) AS SELECT id, name FROM places WHERE size < 1;
ALTER TABLE places RENAME COLUMN name TO title;
ALTER TABLE places ADD COLUMN note TEXT DEFAULT '';
ALTER TABLE places DROP COLUMN note;
ALTER TABLE places RENAME TO spots;
CREATE TRIGGER IF NOT EXISTS kept AFTER UPDATE OF name, size ON places FOR EACH ROW WHEN NEW.size > OLD.size
BEGIN
    UPDATE kinds SET n = n + 1 WHERE id = NEW.kind;
    DELETE FROM again WHERE id = OLD.id;
    INSERT INTO log (id) VALUES (NEW.id);
    SELECT RAISE(ABORT, 'too big') WHERE NEW.size > 9;
END;
INSERT OR REPLACE INTO places (id, name) VALUES (?1, :name), (@id, $name), (?, x'00ff') RETURNING id AS n, *;
INSERT INTO places DEFAULT VALUES;
REPLACE INTO places SELECT * FROM again;
INSERT INTO places (id) VALUES (1)
ON CONFLICT (id, lower(name)) WHERE size > 1 DO UPDATE SET name = excluded.name, (size, kind) = (1, 2) WHERE id < 10
ON CONFLICT DO NOTHING;
UPDATE OR IGNORE places AS p SET (name, size) = (SELECT 'a', 2), kind = k.id FROM kinds AS k WHERE k.id = p.kind RETURNING *;
DELETE FROM places WHERE name NOTNULL RETURNING id;
SELECT
    sum(size) FILTER (WHERE kind) OVER (PARTITION BY id ORDER BY name GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES),
    max(size) OVER w, group_concat(name, ',' ORDER BY id), name -> '$.a' ->> 1, 1_000, 0xFF, note ISNULL, 'places'.id
FROM places AS p
LEFT JOIN kinds USING (id)
WHERE name GLOB 'a*' AND name NOT LIKE 'b\%' ESCAPE '\' AND name REGEXP 'c' AND words MATCH 'd' AND kind IS NOT size
GROUP BY 1 HAVING count(*) > 1
WINDOW w AS (PARTITION BY kind)
ORDER BY name DESC NULLS LAST LIMIT -1 OFFSET 5;
WITH RECURSIVE n (i) AS NOT MATERIALIZED (VALUES (1), (2) UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n LIMIT 2;
EXPLAIN SELECT 1;
ROLLBACK TRANSACTION TO SAVEPOINT early;
COMMIT;
DETACH DATABASE old_data;
VACUUM main INTO 'copy.db';
ANALYZE places;
REINDEX by_name;
DROP TRIGGER IF EXISTS main.kept;
DROP INDEX by_name;
DROP VIEW IF EXISTS small;
DROP TABLE IF EXISTS places;
DROP TABLE IF EXISTS visits, orders CASCADE;
DROP VIEW latest RESTRICT;
/* The end of the text closes a comment
