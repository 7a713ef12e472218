MERGE INTO analytics.customers AS t
USING (
    SELECT customer_id, email, MAX(updated_at) AS updated_at
    FROM staging.customers
    GROUP BY customer_id, email
) AS s
ON t.customer_id = s.customer_id
WHEN MATCHED AND s.updated_at > t.updated_at THEN
    UPDATE SET email = s.email, updated_at = s.updated_at
WHEN NOT MATCHED BY TARGET THEN
    INSERT (customer_id, email, updated_at) VALUES (s.customer_id, s.email, s.updated_at)
WHEN NOT MATCHED BY SOURCE THEN
    DELETE;

INSERT INTO analytics.customers (customer_id, email)
VALUES (1, 'a@example.com'), (2, 'b@example.com');

INSERT analytics.log (logged_at, what) SELECT CURRENT_TIMESTAMP(), 'merged';

UPDATE analytics.customers AS c
SET c.email = LOWER(c.email), c.tags = ARRAY_CONCAT(c.tags, ['clean'])
FROM analytics.blocked AS b
WHERE c.customer_id = b.customer_id AND b.until IS NULL;

UPDATE analytics.customers SET address.city = 'Berlin' WHERE TRUE;

DELETE FROM analytics.customers AS c WHERE c.email IS NULL OR c.email = '';
DELETE analytics.log WHERE logged_at < TIMESTAMP '2024-01-01 00:00:00+00';

BEGIN TRANSACTION;
DELETE FROM analytics.log WHERE what = 'test';
COMMIT TRANSACTION;

EXPORT DATA OPTIONS (
    uri = 'gs://acme/export/*.parquet',
    format = 'PARQUET',
    overwrite = TRUE
) AS
SELECT customer_id, email FROM analytics.customers;

LOAD DATA INTO analytics.uploads
FROM FILES (format = 'CSV', uris = ['gs://acme/in/*.csv']);

ASSERT EXISTS (SELECT 1 FROM analytics.customers) AS 'there are customers';
