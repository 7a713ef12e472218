SELECT TOP (10) WITH TIES
    total = SUM(o.[net price]),
    o.day AS 'day',
    x.node.value('(/a/@b)[1]', 'int') AS b,
    CONVERT(varchar(10), o.day, 120),
    $1.50, 0x1F, N'text', -1
INTO #totals
FROM tempdb..#orders AS o WITH (NOLOCK, INDEX(ix_day))
LEFT HASH JOIN dbo.lines AS l ON o.id = l.id
CROSS APPLY l.xml.nodes('/a') AS x(node)
WHERE o.state = ANY (SELECT state FROM dbo.states) AND o.note LIKE '%[0-9]%' ESCAPE '!'
GROUP BY o.day WITH ROLLUP
HAVING COUNT(*) !< 3
ORDER BY o.day OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
OPTION (RECOMPILE, OPTIMIZE FOR (@day UNKNOWN));
SELECT * FROM dbo.sales PIVOT (SUM(price) FOR year IN ([2023], [2024])) AS p;
SELECT name FROM dbo.items FOR SYSTEM_TIME AS OF @moment AS i FOR JSON PATH, ROOT('items');
SELECT * FROM OPENJSON(@json) WITH (id int '$.id', rest nvarchar(max) AS JSON) AS j;
SELECT a FROM t JOIN u JOIN v ON u.i = v.i ON t.i = u.i UNION ALL SELECT b FROM w ORDER BY 1;
WITH latest (id) AS (SELECT MAX(id) FROM dbo.items)
MERGE dbo.items AS i USING latest AS l ON i.id = l.id
WHEN MATCHED AND i.price <> 0 THEN UPDATE SET i.seen = 1
WHEN NOT MATCHED BY SOURCE THEN DELETE
OUTPUT $action, inserted.*;

SELECT COUNT(visit_id) FILTER (WHERE is_paid = 1) AS paid FROM shop.visits;

WITH RECURSIVE steps AS (SELECT 1 AS step) SELECT step FROM steps;
SELECT qualify.score FROM results qualify WHERE qualify.score > 3;

WITH @prefix_recent (@day) AS (
  SELECT v.seen AS @day FROM @shop.visits AS v JOIN @lists.days d ON d.day = v.seen AND @lists.flag = 1
)
SELECT @lists.*, @shop.age(v.seen), v.@column AS c, CONVERT(@kind, v.age) AS age
INTO @results.ages
FROM @shop..visits v, dbo.@suffix @s, @prefix_recent
GROUP BY @shop.day, @day
ORDER BY @shop.age;
INSERT INTO @results.ages (@day, age) SELECT @day, @results.age FROM @results.days;
CREATE TABLE @results.days (@day date, kind @kind, other @types.kind NOT NULL);
DELETE FROM @results.ages WHERE @results.age < 1;
EXEC @shop.refresh @shop.visits;
SELECT flags << 2 AS widened, ~flags >> 1 AS narrowed FROM masks UNION DISTINCT SELECT 1, 2;
