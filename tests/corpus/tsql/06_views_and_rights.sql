CREATE OR ALTER VIEW sales.OpenOrders
WITH SCHEMABINDING
AS
SELECT
    o.OrderId,
    o.CustomerId,
    o.Amount
FROM sales.Orders AS o
WHERE o.State = 'open';
GO

CREATE LOGIN reporter WITH PASSWORD = 'Change-me-1';
CREATE USER reporter FOR LOGIN reporter WITH DEFAULT_SCHEMA = sales;
CREATE ROLE readers AUTHORIZATION dbo;
ALTER ROLE readers ADD MEMBER reporter;
GRANT SELECT ON SCHEMA::sales TO readers;
GRANT EXECUTE ON sales.CloseOrders TO readers;
DENY DELETE ON sales.Orders TO readers;
REVOKE SELECT ON sales.Orders FROM readers;
GO

CREATE SCHEMA archive AUTHORIZATION dbo;
GO
CREATE SYNONYM dbo.O FOR sales.Orders;
CREATE SEQUENCE sales.Numbers AS BIGINT START WITH 1 INCREMENT BY 1;
SELECT NEXT VALUE FOR sales.Numbers AS n;
CREATE TYPE sales.IdList AS TABLE (Id INT NOT NULL PRIMARY KEY);
GO
CREATE STATISTICS st_state ON sales.Orders (State);
UPDATE STATISTICS sales.Orders;
DROP SYNONYM dbo.O;
DROP VIEW sales.OpenOrders;
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'one row an order', @level0type = N'SCHEMA', @level0name = N'sales';
GO
