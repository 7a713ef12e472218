-- What the vendor takes and SQLFluff does not.

VACUUM silver.device_readings RETAIN 240 HOURS DRY RUN;

ANALYZE TABLE silver.device_readings COMPUTE STATISTICS FOR ALL COLUMNS;

alter table `prod`.`marts`.`fct_orders` change column amount amount decimal(18,2) comment 'in EUR';

SELECT * FROM sales.orders TABLESAMPLE (5 PERCENT) REPEATABLE (42);
