-- Dimensions and facts of the parcel mart.
CREATE SCHEMA IF NOT EXISTS mart;

OPEN SCHEMA mart;

CREATE OR REPLACE TABLE mart.dim_customer (
    customer_key DECIMAL(18, 0) IDENTITY NOT NULL,
    customer_no VARCHAR(20) UTF8 NOT NULL,
    full_name VARCHAR(200),
    birthday DATE,
    is_active BOOLEAN DEFAULT TRUE,
    valid_from TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT dim_customer_pk PRIMARY KEY (customer_key) ENABLE,
    DISTRIBUTE BY customer_key
);

CREATE TABLE mart.fact_shipment (
    shipment_no VARCHAR(30) NOT NULL,
    customer_key DECIMAL(18, 0) NOT NULL,
    shipped_on DATE,
    weight_kg DECIMAL(10, 3),
    price DOUBLE,
    DISTRIBUTE BY customer_key,
    PARTITION BY shipped_on
);

COMMENT ON TABLE mart.fact_shipment IS 'one row a parcel';

ALTER TABLE mart.fact_shipment ADD COLUMN depot VARCHAR(10) DEFAULT 'HAM';

ALTER TABLE mart.fact_shipment MODIFY COLUMN depot VARCHAR(20);

ALTER TABLE mart.fact_shipment ADD CONSTRAINT shipment_customer
FOREIGN KEY (customer_key) REFERENCES mart.dim_customer (customer_key) DISABLE;

CREATE OR REPLACE CONNECTION source_db
TO 'jdbc:postgresql://source:5432/shop' USER 'reader' IDENTIFIED BY 'secret';

EXPORT (SELECT * FROM mart.fact_shipment WHERE shipped_on > ADD_DAYS(CURRENT_DATE, -7))
INTO CSV AT 'https://files.example.com/export' FILE 'shipments.csv'
WITH COLUMN NAMES
REPLACE;

MERGE INTO mart.dim_customer AS t
USING staging.customer AS s ON t.customer_no = s.customer_no
WHEN MATCHED THEN UPDATE SET t.full_name = s.full_name
WHEN NOT MATCHED THEN INSERT (customer_no, full_name) VALUES (s.customer_no, s.full_name);

TRUNCATE TABLE staging.customer;

DELETE FROM mart.fact_shipment WHERE shipped_on < DATE '2020-01-01' PREFERRING LOW (price);

UPDATE mart.fact_shipment AS f
SET f.price = f.price * 1.1
FROM mart.fact_shipment AS f, mart.dim_customer AS c
WHERE f.customer_key = c.customer_key AND c.is_active = FALSE;

FLUSH STATISTICS;

COMMIT;
