DECLARE @i INT = 0;
DECLARE @name SYSNAME, @sql NVARCHAR(MAX) = N'';
DECLARE tables CURSOR LOCAL FAST_FORWARD FOR
    SELECT name FROM sys.tables WHERE is_ms_shipped = 0;

OPEN tables;
FETCH NEXT FROM tables INTO @name;
WHILE @@FETCH_STATUS = 0
BEGIN
    SET @sql = N'UPDATE STATISTICS ' + QUOTENAME(@name) + N';';
    EXEC sp_executesql @sql;
    SET @i += 1;
    IF @i > 100 BREAK;
    FETCH NEXT FROM tables INTO @name;
END;
CLOSE tables;
DEALLOCATE tables;

WHILE 1 = 1
BEGIN
    DELETE TOP (1000) FROM sales.Audit WHERE ChangedAt < '20240101';
    IF @@ROWCOUNT < 1000
        BREAK;
    WAITFOR DELAY '00:00:01';
END

IF OBJECT_ID(N'sales.Old', N'U') IS NOT NULL
    DROP TABLE sales.Old;

IF EXISTS (SELECT * FROM sales.Orders WHERE State = 'void')
BEGIN
    PRINT 'there are void orders';
    GOTO finish;
END
ELSE
BEGIN
    PRINT 'none';
END

finish:
PRINT 'done';
SET XACT_ABORT ON;
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET IDENTITY_INSERT sales.Orders ON;
SET DATEFIRST 1;
RETURN;
GO
