BEGIN TRAN;

INSERT INTO sales.Customers (Name, Email)
VALUES (N'Anna', 'a@example.com'), (N'Ben', 'b@example.com');

INSERT INTO sales.Archive (OrderId, State)
SELECT o.OrderId, o.State
FROM sales.Orders AS o
WHERE o.PlacedAt < '20200101';

UPDATE o
SET o.State = 'late', o.Note = CONCAT(o.Note, N' (late)')
FROM sales.Orders AS o
INNER JOIN sales.Promises AS p ON p.OrderId = o.OrderId
WHERE p.DueOn < GETDATE();

UPDATE sales.Orders SET Amount += 1, State = N'open' WHERE OrderId = 7;

DELETE o
FROM sales.Orders AS o
LEFT JOIN sales.Customers AS c ON c.CustomerId = o.CustomerId
WHERE c.CustomerId IS NULL;

DELETE TOP (100) FROM sales.Audit WHERE ChangedAt < DATEADD(YEAR, -1, GETDATE());

MERGE INTO sales.Customers AS t
USING (VALUES (1, N'Anna'), (2, N'Ben')) AS s (CustomerId, Name)
    ON t.CustomerId = s.CustomerId
WHEN MATCHED AND t.Name <> s.Name THEN
    UPDATE SET t.Name = s.Name
WHEN NOT MATCHED BY TARGET THEN
    INSERT (CustomerId, Name) VALUES (s.CustomerId, s.Name)
WHEN NOT MATCHED BY SOURCE THEN
    DELETE
OUTPUT $action, inserted.CustomerId;

COMMIT TRAN;
TRUNCATE TABLE sales.Staging;

DECLARE @ids TABLE (Id INT PRIMARY KEY, Name NVARCHAR(50));
INSERT INTO @ids (Id) SELECT TOP 5 OrderId FROM sales.Orders ORDER BY OrderId;
SELECT i.Id FROM @ids AS i;

CREATE TABLE #totals (Region VARCHAR(10), Total MONEY);
INSERT #totals EXEC sales.TotalsByRegion;
DROP TABLE #totals;
BULK INSERT sales.Staging FROM 'C:\in\orders.csv' WITH (FIELDTERMINATOR = ';', FIRSTROW = 2);
GO
