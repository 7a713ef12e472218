-- A diary of books. The parts of a date are asked for as the standard has it.
PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS books (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    pages INTEGER CHECK (pages > 0)
);

CREATE TABLE IF NOT EXISTS sittings (
    book_id INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    started_at TEXT NOT NULL DEFAULT (datetime('now')),
    pages_read INTEGER NOT NULL,
    PRIMARY KEY (book_id, started_at)
) WITHOUT ROWID;

SELECT
    b.title,
    EXTRACT(year FROM s.started_at) AS year_read,
    EXTRACT(MONTH FROM s.started_at) AS month_read,
    sum(s.pages_read) AS pages
FROM sittings AS s
INNER JOIN books AS b ON s.book_id = b.id
GROUP BY b.title, 2, 3
HAVING sum(s.pages_read) > 10
ORDER BY pages DESC;

select extract(week from started_at) w, count(*) n from sittings where extract(hour from started_at) >= 20 group by 1;

WITH RECURSIVE days (day) AS (
    SELECT date('now', '-6 days')
    UNION ALL
    SELECT date(days.day, '+1 day') FROM days WHERE days.day < date('now')
)

SELECT
    d.day,
    coalesce(sum(s.pages_read), 0) AS pages
FROM days AS d
LEFT JOIN sittings AS s ON date(s.started_at) = d.day
GROUP BY d.day;

INSERT INTO sittings (book_id, pages_read)
VALUES (1, 12), (2, 30)
ON CONFLICT (book_id, started_at) DO UPDATE SET pages_read = pages_read + excluded.pages_read
RETURNING book_id, pages_read;

UPDATE books SET title = trim(title) WHERE title <> trim(title);
DELETE FROM sittings WHERE pages_read = 0;
