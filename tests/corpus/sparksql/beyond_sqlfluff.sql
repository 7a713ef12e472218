-- What Spark and Delta take and SQLFluff does not.
ANALYZE TABLE orders COMPUTE STATISTICS FOR ALL COLUMNS;
