-- Sums by more than one cube, and rows that are skipped.
SELECT
    shelf,
    room,
    count(*) AS books
FROM library.books
GROUP BY ROLLUP (shelf), CUBE (room);

SELECT title FROM library.books ORDER BY title OFFSET 20 ROWS LIMIT 10;

SELECT title FROM library.books LIMIT ALL;
