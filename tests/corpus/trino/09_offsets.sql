-- Rows that are skipped before others are taken, and lambdas beside bare columns.
SELECT
    reduce(b.pages, 0, (total, page) -> total + page, total -> total) AS pages_read,
    title
FROM library.books AS b
ORDER BY title
OFFSET 20 ROWS
LIMIT 10;

SELECT title FROM library.books OFFSET 5;
