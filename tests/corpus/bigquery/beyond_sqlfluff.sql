-- What BigQuery takes and SQLFluff does not.
SELECT customer_id FROM sales.orders
|> DISTINCT;

GRANT `roles/bigquery.dataViewer` ON SCHEMA analytics TO 'user:anna@example.com';
