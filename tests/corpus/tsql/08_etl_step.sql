/* Loads the facts of a day. */
DECLARE @day DATE = CAST(DATEADD(DAY, -1, GETDATE()) AS DATE);

IF OBJECT_ID('tempdb..#facts') IS NOT NULL DROP TABLE #facts;

SELECT
    s.ShopId,
    p.ProductKey,
    @day AS DateKey,
    SUM(l.Quantity) AS Quantity,
    SUM(l.Quantity * l.Price) AS Revenue
INTO #facts
FROM sales.OrderLines AS l
INNER JOIN sales.Orders AS o
    ON l.OrderId = o.OrderId
INNER JOIN dim.Shop AS s
    ON o.ShopId = s.ShopId
LEFT JOIN dim.Product AS p
    ON l.Sku = p.Sku AND p.IsCurrent = 1
WHERE CAST(o.PlacedAt AS DATE) = @day
GROUP BY s.ShopId, p.ProductKey;

CREATE CLUSTERED INDEX IX_facts ON #facts (ShopId, ProductKey);

BEGIN TRY
    BEGIN TRANSACTION;

    DELETE FROM fact.Sales WHERE DateKey = @day;

    INSERT INTO fact.Sales WITH (TABLOCK) (ShopId, ProductKey, DateKey, Quantity, Revenue)
    SELECT ShopId, ProductKey, DateKey, Quantity, Revenue
    FROM #facts;

    COMMIT TRANSACTION;
END TRY
BEGIN CATCH
    IF XACT_STATE() <> 0 ROLLBACK TRANSACTION;
    INSERT INTO etl.Errors (Step, Message, Line)
    VALUES ('sales', ERROR_MESSAGE(), ERROR_LINE());
    THROW;
END CATCH;

SELECT
    d.CalendarYear,
    d.MonthName,
    SUM(f.Revenue) AS Revenue,
    LAG(SUM(f.Revenue)) OVER (ORDER BY d.CalendarYear, d.MonthNumber) AS RevenueBefore
FROM fact.Sales AS f
INNER JOIN dim.Date AS d ON f.DateKey = d.DateKey
GROUP BY d.CalendarYear, d.MonthName, d.MonthNumber
ORDER BY d.CalendarYear, d.MonthNumber;
GO
