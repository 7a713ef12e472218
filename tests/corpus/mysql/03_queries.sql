SELECT
    a.email,
    p.slug,
    JSON_EXTRACT(a.profile, '$.city') AS city,
    a.profile->>'$.links[0]' AS first_link,
    IF(p.state = 'public', 'yes', 'no') AS is_public,
    IFNULL(p.published_at, p.created_at) AS shown_at,
    DATE_FORMAT(p.created_at, '%Y-%m') AS month,
    DATE_ADD(p.created_at, INTERVAL 7 DAY) AS week_later,
    p.created_at + INTERVAL 1 MONTH AS month_later
FROM posts AS p
INNER JOIN authors AS a ON a.id = p.author_id
WHERE p.title REGEXP '^[A-Z]' AND a.is_active = 1
ORDER BY FIELD(p.state, 'public', 'draft', 'gone'), p.id DESC
LIMIT 20 OFFSET 40;

SELECT a.email, GROUP_CONCAT(DISTINCT p.slug ORDER BY p.id DESC SEPARATOR ', ') AS slugs, COUNT(*) AS posts
FROM authors a LEFT JOIN posts p ON p.author_id=a.id
WHERE a.email LIKE '%@example.com' && p.state <> 'gone'
GROUP BY a.email WITH ROLLUP
HAVING posts>1
ORDER BY NULL
LIMIT 5, 10;

SELECT SQL_CALC_FOUND_ROWS id, title
FROM posts
WHERE title LIKE '%coffee%';
SELECT FOUND_ROWS();

SELECT p.id, @row := @row + 1 AS row_no
FROM posts AS p, (SELECT @row := 0) AS start_row
WHERE p.author_id IN (1, 2, 3) AND p.published_at BETWEEN '2025-01-01' AND '2025-12-31'
FOR UPDATE;

WITH RECURSIVE days AS (
    SELECT DATE('2025-01-01') AS d
    UNION ALL
    SELECT d + INTERVAL 1 DAY FROM days WHERE d < '2025-01-31'
)

SELECT days.d, COUNT(p.id) AS posts, SUM(COUNT(p.id)) OVER (ORDER BY days.d) AS to_date
FROM days
LEFT JOIN posts AS p ON DATE(p.created_at) = days.d
GROUP BY days.d;

SELECT * FROM posts WHERE id = 1 LOCK IN SHARE MODE;
SELECT 'it''s' AS one, "double" AS two, 0x1F AS three, b'101' AS four, N'text' AS five, _utf8mb4'x' AS six, 7 DIV 2 AS seven, 7 MOD 2 AS eight, !1 AS nine, 1 <=> NULL AS ten;
