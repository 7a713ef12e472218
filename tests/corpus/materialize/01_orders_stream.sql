-- Orders out of Kafka and Postgres, kept up to date, and given back to Kafka.
CREATE CLUSTER ingest SIZE '100cc';

CREATE CLUSTER serving (SIZE = '200cc', REPLICATION FACTOR = 2);

CREATE SECRET kafka_password AS 'secret';

CREATE SECRET pg_password AS 'secret';

CREATE CONNECTION kafka_main TO KAFKA (
    BROKER 'broker-1.example.com:9092',
    SASL MECHANISMS = 'SCRAM-SHA-256',
    SASL USERNAME = 'materialize',
    SASL PASSWORD = SECRET kafka_password
);

CREATE CONNECTION registry TO CONFLUENT SCHEMA REGISTRY (
    URL 'https://registry.example.com'
);

CREATE CONNECTION pg_shop TO POSTGRES (
    HOST 'db.example.com',
    PORT 5432,
    USER 'materialize',
    PASSWORD SECRET pg_password,
    DATABASE 'shop'
);

CREATE SOURCE orders
IN CLUSTER ingest
FROM KAFKA CONNECTION kafka_main (TOPIC 'orders')
FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION registry
ENVELOPE DEBEZIUM;

CREATE SOURCE shop
FROM POSTGRES CONNECTION pg_shop (PUBLICATION 'mz_source')
FOR TABLES (public.customers AS customers, public.items AS items);

CREATE SOURCE auctions
FROM LOAD GENERATOR AUCTION (TICK INTERVAL '1s')
FOR ALL TABLES;

CREATE VIEW open_orders AS
SELECT
    order_id,
    customer_id,
    amount
FROM orders
WHERE state = 'open';

CREATE MATERIALIZED VIEW revenue_by_customer
IN CLUSTER serving
AS
SELECT
    c.customer_id,
    c.name,
    sum(o.amount) AS amount,
    count(*) AS orders
FROM orders AS o
INNER JOIN customers AS c ON o.customer_id = c.customer_id
GROUP BY c.customer_id, c.name;

CREATE INDEX revenue_by_customer_idx IN CLUSTER serving ON revenue_by_customer (customer_id);

CREATE DEFAULT INDEX ON open_orders;

CREATE MATERIALIZED VIEW recent_clicks AS
SELECT
    data ->> 'url' AS url,
    (data ->> 'user')::BIGINT AS user_id,
    clicked_at
FROM clicks
WHERE mz_now() <= clicked_at + INTERVAL '1 hour';

CREATE SINK revenue_sink
IN CLUSTER serving
FROM revenue_by_customer
INTO KAFKA CONNECTION kafka_main (TOPIC 'revenue')
KEY (customer_id)
FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION registry
ENVELOPE UPSERT;

COPY (SUBSCRIBE revenue_by_customer) TO STDOUT;

DROP SOURCE IF EXISTS old_orders CASCADE;
