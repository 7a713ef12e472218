-- What the vendor takes and SQLFluff does not.

-- Storage and tables of the claims warehouse.
CREATE BUFFERPOOL claims_bp SIZE 10000 PAGESIZE 16K;

CREATE LARGE TABLESPACE claims_data
    PAGESIZE 16K
    MANAGED BY AUTOMATIC STORAGE
    EXTENTSIZE 32
    BUFFERPOOL claims_bp;

CREATE TABLE claims.customer (
    customer_id INTEGER NOT NULL GENERATED ALWAYS AS IDENTITY (START WITH 1000 INCREMENT BY 1),
    family_name VARCHAR(80) NOT NULL,
    given_name VARCHAR(80),
    born_on DATE,
    country CHAR(2) NOT NULL WITH DEFAULT 'DE',
    changed_at TIMESTAMP NOT NULL DEFAULT CURRENT TIMESTAMP,
    PRIMARY KEY (customer_id)
) IN claims_data;

CREATE TABLE claims.claim (
    claim_id BIGINT NOT NULL PRIMARY KEY,
    policy_id INTEGER NOT NULL,
    reported_at TIMESTAMP NOT NULL,
    amount DECIMAL(13, 2),
    state SMALLINT NOT NULL DEFAULT 0,
    note CLOB(1M)
)
ORGANIZE BY ROW;

CREATE SEQUENCE claims.claim_numbers AS BIGINT START WITH 1 INCREMENT BY 1 NO MAXVALUE CACHE 50;

ALTER TABLE claims.claim ALTER COLUMN amount SET DATA TYPE DECIMAL(15, 2);

CREATE UNIQUE INDEX claims.ix_orders ON claims.orders (id) INCLUDE (status) ALLOW REVERSE SCANS PCTFREE 10;
CREATE INDEX claims.ix2 ON claims.orders (id DESC) COMPRESS YES;
REFRESH TABLE claims.totals;
CONNECT TO claimsdb USER loader USING loader_key;
CREATE SCHEMA AUTHORIZATION claims_owner;
