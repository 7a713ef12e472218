CREATE OR ALTER PROCEDURE sales.CloseOrders
    @UpTo DATE,
    @Most INT = 100,
    @Closed INT OUTPUT
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @Now DATETIME2 = SYSUTCDATETIME(), @Error NVARCHAR(400);

    BEGIN TRY
        BEGIN TRANSACTION;

        UPDATE TOP (@Most) sales.Orders
        SET State = 'closed'
        OUTPUT inserted.OrderId, deleted.State INTO sales.Changes (OrderId, OldState)
        WHERE PlacedAt < @UpTo AND State = 'sent';

        SET @Closed = @@ROWCOUNT;

        IF @Closed = 0
        BEGIN
            PRINT 'nothing to close';
        END
        ELSE IF @Closed > 50
            PRINT 'many';
        ELSE
            PRINT N'some';

        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF @@TRANCOUNT > 0
            ROLLBACK TRANSACTION;
        SET @Error = ERROR_MESSAGE();
        RAISERROR (@Error, 16, 1);
        THROW;
    END CATCH;

    RETURN 0;
END;
GO

DECLARE @n INT;
EXEC sales.CloseOrders @UpTo = '2025-01-01', @Closed = @n OUTPUT;
EXECUTE sp_executesql N'SELECT COUNT(*) FROM sales.Orders WHERE State = @s', N'@s VARCHAR(20)', @s = 'open';
SELECT @n AS closed;
GO

CREATE FUNCTION sales.NetAmount (@Gross DECIMAL(12, 2), @Rate DECIMAL(5, 4))
RETURNS DECIMAL(12, 2)
WITH SCHEMABINDING
AS
BEGIN
    RETURN @Gross / (1 + @Rate);
END;
GO

CREATE FUNCTION sales.OrdersOf (@CustomerId INT)
RETURNS TABLE
AS
RETURN (
    SELECT OrderId, Amount FROM sales.Orders WHERE CustomerId = @CustomerId
);
GO

CREATE TRIGGER sales.OrdersAudit ON sales.Orders
AFTER INSERT, UPDATE
AS
BEGIN
    INSERT INTO sales.Audit (OrderId, ChangedAt)
    SELECT OrderId, SYSUTCDATETIME() FROM inserted;
END;
GO
DROP PROCEDURE IF EXISTS sales.OldProc;
GO
