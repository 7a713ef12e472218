-- What the vendor takes and SQLFluff does not.

IMPORT INTO mart.fact_shipment
FROM JDBC AT source_db
STATEMENT 'select shipment_no, customer_key, shipped_on, weight_kg, price, depot from shipments';

IMPORT INTO mart.dim_customer (customer_no, full_name)
FROM LOCAL CSV FILE '/data/customers.csv'
ENCODING = 'UTF-8'
COLUMN SEPARATOR = ';'
SKIP = 1
REJECT LIMIT 10 ERRORS;
