SELECT SQL_CALC_FOUND_ROWS o.id, o.`total`, c.name AS "customer", 'a' 'b', _utf8mb4'x' COLLATE utf8mb4_bin
FROM orders AS o PARTITION (p2024)
LEFT JOIN customers c FORCE INDEX (by_name) ON c.id = o.customer_id
WHERE o.note->>'$.kind' = 'gift' AND NOT o.hidden XOR o.state <=> NULL
GROUP BY o.id, c.name WITH ROLLUP
HAVING COUNT(DISTINCT o.id) > 1
ORDER BY o.id DESC
LIMIT 20, 10;
SELECT @row := @row + 1, @@session.sql_mode, x'FF', 0b01, a DIV 2, a MOD 3, a && b || c, !d, BINARY e, `CHAR`, CHAR
FROM t, (SELECT @row := 0) AS r;
SELECT DATE_ADD(placed_on, INTERVAL -1 DAY), placed_on + INTERVAL days DAY, EXTRACT(YEAR FROM placed_on),
    TIMESTAMPDIFF(HOUR, placed_on, NOW()), CONVERT(a, SIGNED), CONVERT(b USING utf8mb4),
    GROUP_CONCAT(DISTINCT name ORDER BY name SEPARATOR ', '), JSON_VALUE(j, '$.a' RETURNING UNSIGNED DEFAULT 0 ON EMPTY)
FROM orders;
SELECT jt.id FROM JSON_TABLE(@doc, '$[*]' COLUMNS (id FOR ORDINALITY, n INT PATH '$.n' DEFAULT '0' ON EMPTY)) AS jt;
SELECT id FROM stock WHERE sku = 5 FOR UPDATE SKIP LOCKED;
SELECT id, name INTO @id, @name FROM stock WHERE sku = 6;
SELECT * FROM stock INTO OUTFILE '/tmp/stock.csv' FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' LINES TERMINATED BY ';';
VALUES ROW(1, 2), ROW(3, 4);
CREATE TEMP TABLE IF NOT EXISTS drafts AS SELECT 'it\'s' AS word;
SELECT name FROM places WHERE name LIKE 'a|%' ESCAPE '\';
SELECT $$total$$, $net$ FROM sums;
