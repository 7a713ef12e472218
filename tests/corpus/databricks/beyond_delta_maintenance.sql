-- What the vendor takes and SQLFluff does not.

COPY INTO finance.ledger.postings_raw
FROM '/Volumes/finance/landing/postings'
FILEFORMAT = CSV
FILES = ('2025-01.csv', '2025-02.csv')
FORMAT_OPTIONS ('header' = 'true', 'inferSchema' = 'true')
COPY_OPTIONS ('mergeSchema' = 'true');

MERGE WITH SCHEMA EVOLUTION INTO finance.ledger.postings AS p
USING finance.ledger.postings_raw AS r
    ON p.account = r.account AND p.booked_on = r.booked_on
WHEN MATCHED AND r.cancelled THEN DELETE
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED BY TARGET THEN INSERT *
WHEN NOT MATCHED BY SOURCE AND p.booked_on > current_date() - INTERVAL 7 DAYS THEN
    UPDATE SET p.amount = 0;

CREATE OR REPLACE TABLE finance.audit.postings_january
SHALLOW CLONE finance.ledger.postings VERSION AS OF 17;

GRANT SELECT ON SHARE sales TO RECIPIENT acme;
REVOKE SELECT ON SHARE sales FROM RECIPIENT acme;
CREATE SHARE IF NOT EXISTS sales COMMENT 'all';
ALTER SHARE sales ADD TABLE main.shop.orders WITH HISTORY;
LIST '/Volumes/a/b' LIMIT 10;
