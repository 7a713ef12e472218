:setvar environment test
:r setup.sql
USE shop;
GO
-- No semicolon needs to stand between statements.
DECLARE @day date = '2024-05-01', @total money
SELECT @total = SUM(price) FROM dbo.orders WHERE ordered = @day
PRINT N'total ' + CAST(@total AS nvarchar(20))
GO 3
;;SELECT 1;;
GO
EXEC dbo.refresh @from = @day, @rows = @count OUTPUT
sp_help 'orders'
GO
RENAME OBJECT dbo.orders TO old_orders;
retry:
SELECT a label FROM t
GOTO retry
LINENO 20
SELECT 1;
GO
