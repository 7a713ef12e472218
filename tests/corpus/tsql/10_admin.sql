:setvar DatabaseName "Shop"
USE [master];
GO
IF DB_ID(N'$(DatabaseName)') IS NULL
    CREATE DATABASE [Shop];
GO
ALTER DATABASE [Shop] SET RECOVERY SIMPLE;
ALTER DATABASE [Shop] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
GO
USE [$(DatabaseName)];
GO
GO
SELECT
    DB_NAME(database_id) AS DatabaseName,
    name AS FileName,
    size * 8 / 1024 AS SizeMb
FROM sys.master_files
ORDER BY SizeMb DESC;

SELECT TOP 20
    qs.execution_count,
    qs.total_worker_time / qs.execution_count AS avg_cpu,
    SUBSTRING(st.text, (qs.statement_start_offset / 2) + 1, 200) AS statement_text
FROM sys.dm_exec_query_stats AS qs
CROSS APPLY sys.dm_exec_sql_text(qs.sql_handle) AS st
ORDER BY qs.total_worker_time DESC;
GO
GO
