-- What the vendor takes and SQLFluff does not.

CREATE SCHEMA IF NOT EXISTS lake.sales WITH (location = 's3://lake/sales');
