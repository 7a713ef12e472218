-- What Hive 4 takes and SQLFluff does not: a table format by its name.
CREATE EXTERNAL TABLE lake.parcels (parcel_id BIGINT, depot STRING)
PARTITIONED BY (sent_on DATE)
STORED BY ICEBERG
STORED AS PARQUET
LOCATION '/lake/parcels';

CREATE TABLE lake.late_parcels
STORED BY ICEBERG STORED AS ORC
TBLPROPERTIES ('format-version' = '2')
AS
SELECT p.parcel_id FROM lake.parcels AS p;
