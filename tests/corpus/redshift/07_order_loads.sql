-- Loads written by several people: who may read the bucket is said at any place.
CREATE TABLE IF NOT EXISTS landing.orders (
    order_id BIGINT NOT NULL ENCODE az64,
    customer_id BIGINT ENCODE az64,
    status VARCHAR(16) ENCODE lzo,
    placed_at TIMESTAMP ENCODE az64
)
DISTSTYLE KEY
DISTKEY (customer_id)
SORTKEY (placed_at);

COPY landing.orders
FROM 's3://harbour-landing/orders/2024/'
IGNOREHEADER 1
ACCEPTINVCHARS
DELIMITER '|'
GZIP
IAM_ROLE 'arn:aws:iam::111122223333:role/loader';

COPY landing.orders (order_id, customer_id, status)
FROM 's3://harbour-landing/orders.manifest'
FORMAT AS CSV
iam_role default
manifest;

COPY landing.orders FROM 's3://harbour-landing/late/' JSON 'auto' REGION 'eu-west-1' IAM_ROLE default;

COPY landing.orders
FROM 's3://harbour-landing/old/'
DELIMITER '\t'
CREDENTIALS 'aws_iam_role=arn:aws:iam::111122223333:role/loader'
MAXERROR 10
COMPUPDATE OFF
STATUPDATE ON;

COPY landing.orders
FROM 's3://harbour-landing/sealed/'
DELIMITER ','
ACCESS_KEY_ID 'AKIAEXAMPLE' SECRET_ACCESS_KEY 'not-a-secret' SESSION_TOKEN 'nor-this'
ENCRYPTED;

COPY landing.orders
FROM 's3://harbour-landing/parquet/'
IAM_ROLE 'arn:aws:iam::111122223333:role/loader'
FORMAT AS PARQUET;

COPY landing.orders FROM 's3://harbour-landing/fixed/'
FIXEDWIDTH 'order_id:12,customer_id:12,status:16' iam_role default
TRIMBLANKS TRUNCATECOLUMNS;

-- Then what arrived is counted, and the day before is written back.
SELECT
    DATE_TRUNC('day', placed_at) AS day,
    COUNT(*) AS orders,
    COUNT(DISTINCT customer_id) AS customers
FROM landing.orders
WHERE placed_at >= DATEADD(day, -7, CURRENT_DATE)
GROUP BY 1
ORDER BY 1;

UNLOAD ('select * from landing.orders where placed_at::date = current_date - 1')
TO 's3://harbour-archive/orders/'
FORMAT AS PARQUET
IAM_ROLE default
ALLOWOVERWRITE
PARALLEL OFF;
