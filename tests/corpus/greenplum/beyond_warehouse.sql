-- What the vendor takes and SQLFluff does not.

CREATE TABLE tickets.sale (
    sale_id BIGINT NOT NULL,
    venue_id INTEGER NOT NULL,
    sold_on DATE NOT NULL,
    amount NUMERIC(12, 2),
    channel TEXT
)
WITH (APPENDOPTIMIZED = TRUE, ORIENTATION = COLUMN, COMPRESSTYPE = ZSTD, COMPRESSLEVEL = 5)
DISTRIBUTED BY (sale_id)
PARTITION BY RANGE (sold_on) (
    START (DATE '2024-01-01') INCLUSIVE
    END (DATE '2026-01-01') EXCLUSIVE
    EVERY (INTERVAL '1 month'),
    DEFAULT PARTITION other
);

CREATE READABLE EXTERNAL TABLE tickets.sale_ext (
    sale_id BIGINT,
    venue_id INTEGER,
    sold_on DATE,
    amount NUMERIC(12, 2),
    channel TEXT
)
LOCATION ('gpfdist://etl1:8081/sales/*.csv', 'gpfdist://etl2:8081/sales/*.csv')
FORMAT 'CSV' (HEADER DELIMITER ';' NULL '')
ENCODING 'UTF8'
LOG ERRORS SEGMENT REJECT LIMIT 100 ROWS;

CREATE WRITABLE EXTERNAL TABLE tickets.sale_out (LIKE tickets.sale)
LOCATION ('pxf://exports/sales?PROFILE=hdfs:parquet')
FORMAT 'CUSTOM' (FORMATTER = 'pxfwritable_export')
DISTRIBUTED BY (sale_id);

ALTER TABLE tickets.sale SET DISTRIBUTED BY (venue_id);

ALTER TABLE tickets.sale ADD PARTITION START (DATE '2026-01-01') END (DATE '2026-02-01');

CREATE RESOURCE QUEUE etl WITH (ACTIVE_STATEMENTS = 10, PRIORITY = HIGH);

CREATE ROLE loader WITH LOGIN RESOURCE QUEUE etl;
