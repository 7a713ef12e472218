SELECT TOP (10) WITH TIES
    c.CustomerId,
    c.Name,
    SUM(o.Amount) AS Total,
    COUNT(*) AS Orders,
    ISNULL(MAX(o.PlacedAt), GETDATE()) AS LastOrder,
    CASE WHEN SUM(o.Amount) > 1000 THEN 'large' ELSE 'small' END AS Class,
    FORMAT(SUM(o.Amount), 'N2', 'de-DE') AS TotalText,
    IIF(c.IsVip = 1, 'yes', 'no') AS Vip,
    CONVERT(VARCHAR(10), MIN(o.PlacedAt), 120) AS FirstDay,
    DATEDIFF(DAY, MIN(o.PlacedAt), GETDATE()) AS Days
FROM sales.Customers AS c WITH (NOLOCK)
INNER JOIN sales.Orders AS o ON o.CustomerId = c.CustomerId
LEFT OUTER JOIN sales.Blocked AS b
    ON b.CustomerId = c.CustomerId AND b.Until IS NULL
WHERE o.PlacedAt >= DATEADD(MONTH, -3, GETDATE())
    AND o.State IN ('open', 'sent')
    AND b.CustomerId IS NULL
GROUP BY c.CustomerId, c.Name, c.IsVip
HAVING COUNT(*) > 1
ORDER BY Total DESC;

SELECT
    o.OrderId,
    l.Sku,
    ROW_NUMBER() OVER (PARTITION BY o.OrderId ORDER BY l.Price DESC) AS Place,
    SUM(l.Price) OVER (PARTITION BY o.OrderId ORDER BY l.LineNumber ROWS UNBOUNDED PRECEDING) AS Running
FROM sales.Orders AS o
CROSS APPLY (
    SELECT TOP 3 Sku, Price, LineNumber
    FROM sales.OrderLines
    WHERE OrderId = o.OrderId
    ORDER BY Price DESC
) AS l
OUTER APPLY sales.OrdersOf(o.CustomerId) AS x
ORDER BY o.OrderId
OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY
OPTION (RECOMPILE, MAXDOP 2);

WITH Bosses AS (
    SELECT EmployeeId, ManagerId, 0 AS Depth
    FROM hr.Employees
    WHERE ManagerId IS NULL
    UNION ALL
    SELECT e.EmployeeId, e.ManagerId, b.Depth + 1
    FROM hr.Employees AS e
    INNER JOIN Bosses AS b ON e.ManagerId = b.EmployeeId
)

SELECT EmployeeId, Depth FROM Bosses OPTION (MAXRECURSION 50);

SELECT Region, [2024], [2025]
FROM (SELECT Region, OrderYear, Amount FROM sales.ByYear) AS s
PIVOT (SUM(Amount) FOR OrderYear IN ([2024], [2025])) AS p;

SELECT Sku, Metric, Value
FROM sales.Wide
UNPIVOT (Value FOR Metric IN (Views, Clicks)) AS u;

SELECT c.Name, o.OrderId FROM sales.Customers AS c, sales.Orders AS o WHERE c.CustomerId = o.CustomerId FOR JSON PATH, ROOT('orders');
SELECT STRING_AGG(Sku, ', ') WITHIN GROUP (ORDER BY Sku) AS Skus FROM sales.OrderLines GROUP BY OrderId;
SELECT j.id, j.name FROM OPENJSON(@json) WITH (id INT '$.id', name NVARCHAR(50) '$.name') AS j;
SELECT COALESCE(TRY_CAST('x' AS INT), 0) AS n, N'Größe' AS u, 0x1F AS hex, $12.50 AS money_value, 1e3 AS f;
SELECT * INTO #recent FROM sales.Orders WHERE PlacedAt > '20250101';
