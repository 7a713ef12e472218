-- Rights, sequences, domains and what else a schema needs.
CREATE SEQUENCE invoice_numbers START WITH 1000 INCREMENT BY 1 MAXVALUE 999999 NOCYCLE;
ALTER SEQUENCE invoice_numbers INCREMENT BY 10;
DROP SEQUENCE invoice_numbers;

CREATE TABLE audit_rows (
    audit_id INTEGER NOT NULL,
    table_name VARCHAR(63) NOT NULL,
    changed_by VARCHAR(63) NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    CONSTRAINT audit_rows_key PRIMARY KEY (audit_id),
    CONSTRAINT audit_rows_name CHECK (table_name <> '')
);

CREATE TABLE archived_orders AS
SELECT
    order_id,
    customer_id,
    placed_at
FROM orders
WHERE placed_at < DATE '2020-01-01';

CREATE TABLE like_orders (LIKE orders);

DROP TABLE like_orders;

DROP FUNCTION full_price;

CREATE DATABASE archive;
USE archive;
CREATE SCHEMA IF NOT EXISTS yearly;
DROP SCHEMA yearly CASCADE;
DROP DATABASE archive;

GRANT SELECT, UPDATE (state) ON orders TO clerk, manager;
GRANT ALL PRIVILEGES ON customers TO manager;
GRANT USAGE ON SCHEMA reporting TO analyst;
REVOKE ALL ON orders FROM PUBLIC;

EXPLAIN SELECT order_id FROM orders WHERE state = 'open';
DESCRIBE TABLE orders;

BEGIN;
INSERT INTO audit_rows (table_name, changed_by, changed_at)
VALUES ('orders', 'import', CURRENT_TIMESTAMP);
COMMIT AND CHAIN;
ROLLBACK WORK;

CREATE ROLE clerk;
DROP ROLE clerk;
CREATE USER nightly;
