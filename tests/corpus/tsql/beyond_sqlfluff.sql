-- What SQL Server takes and SQLFluff does not: EXECUTE by its short name.
GRANT EXEC ON wms.rebuild_bins TO public;
GRANT SELECT, EXEC ON SCHEMA::wms TO warehouse_app;
DENY EXEC ON wms.rebuild_bins TO guest;
REVOKE EXEC ON wms.rebuild_bins FROM public;
GO
