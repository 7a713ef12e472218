CREATE OR ALTER PROCEDURE dbo.close_day (@day date = NULL, @closed int OUTPUT)
WITH RECOMPILE, EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT, XACT_ABORT ON;
    BEGIN TRY
        BEGIN TRANSACTION;
        UPDATE o SET o.state = 'closed', o.tries += 1
        OUTPUT inserted.id, deleted.state INTO @changes (id, was)
        FROM dbo.orders AS o WITH (ROWLOCK)
        WHERE o.ordered = @day;
        SET @closed = @@ROWCOUNT
        IF @closed = 0
            RAISERROR('nothing on %s', 16, 1, @day) WITH NOWAIT;
        ELSE IF @closed > 1000
            PRINT 'many'
        ELSE
        BEGIN
            WHILE 1 = 1
            BEGIN
                DELETE TOP (100) FROM #queue WHERE day = @day;
                IF @@ROWCOUNT = 0 BREAK;
                WAITFOR DELAY '00:00:01'
            END
        END
        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF @@TRANCOUNT > 0 ROLLBACK;
        THROW;
    END CATCH
    RETURN 0
END
GO
CREATE FUNCTION dbo.prices (@since datetime2(7))
RETURNS @t TABLE (id int PRIMARY KEY, price decimal(10, 2) NOT NULL DEFAULT (0))
AS
BEGIN
    INSERT @t (id, price) SELECT id, price FROM dbo.items WHERE changed > @since;
    RETURN
END
GO
CREATE TRIGGER dbo.audit ON dbo.items AFTER INSERT, UPDATE AS
    INSERT INTO dbo.log SELECT * FROM inserted;
GO
DECLARE names CURSOR LOCAL FAST_FORWARD FOR SELECT name FROM sys.tables;
OPEN names;
FETCH NEXT FROM names INTO @name;
CLOSE names;
DEALLOCATE names;
