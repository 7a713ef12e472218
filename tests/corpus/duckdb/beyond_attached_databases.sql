-- What the vendor takes and SQLFluff does not.

PRAGMA enable_progress_bar;

PRAGMA table_info('trips');

ATTACH 'archive.duckdb' AS archive (READ_ONLY);

ATTACH IF NOT EXISTS 'dbname=shop host=localhost' AS pg (TYPE postgres);

SUMMARIZE trips;

SUMMARIZE SELECT fare FROM trips;

EXPORT DATABASE 'backup' (FORMAT parquet);

IMPORT DATABASE 'backup';

DETACH archive;
