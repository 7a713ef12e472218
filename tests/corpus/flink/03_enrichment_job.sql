-- Payments, enriched and written to the lake.
SET 'pipeline.name' = 'payments';

CREATE TABLE payments (
    payment_id STRING,
    account_id BIGINT,
    amount DECIMAL(12, 2),
    currency CHAR(3),
    country STRING,
    paid_at TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
    headers MAP<STRING, BYTES> METADATA,
    proc_time AS PROCTIME(),
    WATERMARK FOR paid_at AS paid_at - INTERVAL '30' SECOND
) WITH (
    'connector' = 'kafka',
    'topic' = 'payments',
    'properties.bootstrap.servers' = 'kafka:9092',
    'value.format' = 'avro-confluent'
);

CREATE TABLE accounts (
    account_id BIGINT,
    owner_name STRING,
    risk INT,
    PRIMARY KEY (account_id) NOT ENFORCED
) WITH (
    'connector' = 'jdbc',
    'url' = 'jdbc:mysql://db/bank',
    'table-name' = 'accounts',
    'lookup.cache.max-rows' = '10000'
);

CREATE TABLE rates (
    currency CHAR(3),
    rate DECIMAL(18, 8),
    valid_from TIMESTAMP(3),
    WATERMARK FOR valid_from AS valid_from,
    PRIMARY KEY (currency) NOT ENFORCED
) WITH ('connector' = 'upsert-kafka', 'topic' = 'rates', 'key.format' = 'raw', 'value.format' = 'json');

CREATE TABLE lake_payments (
    payment_id STRING,
    owner_name STRING,
    amount_eur DECIMAL(18, 2),
    `day` STRING
) PARTITIONED BY (`day`) WITH (
    'connector' = 'filesystem',
    'path' = 's3://lake/payments',
    'format' = 'parquet',
    'sink.partition-commit.policy.kind' = 'success-file'
);

CREATE VIEW eur_payments AS
SELECT
    p.payment_id,
    p.account_id,
    p.paid_at,
    CAST(p.amount * r.rate AS DECIMAL(18, 2)) AS amount_eur
FROM payments AS p
INNER JOIN rates FOR SYSTEM_TIME AS OF p.paid_at AS r
    ON p.currency = r.currency;

INSERT INTO lake_payments
SELECT
    e.payment_id,
    a.owner_name,
    e.amount_eur,
    DATE_FORMAT(e.paid_at, 'yyyy-MM-dd') AS `day`
FROM eur_payments AS e
LEFT JOIN accounts FOR SYSTEM_TIME AS OF PROCTIME() AS a
    ON e.account_id = a.account_id
WHERE a.risk IS NULL OR a.risk < 50;

-- Latest state of each payment, by its key.
SELECT payment_id, state, changed_at
FROM (
    SELECT
        payment_id,
        state,
        changed_at,
        ROW_NUMBER() OVER (PARTITION BY payment_id ORDER BY changed_at DESC) AS rn
    FROM payment_states
)
WHERE rn = 1;

SELECT
    account_id,
    SESSION_START(paid_at, INTERVAL '30' MINUTE) AS session_start,
    COUNT(*) AS payments
FROM payments
GROUP BY account_id, SESSION(paid_at, INTERVAL '30' MINUTE);

SELECT a.payment_id, b.payment_id AS refund_id
FROM payments AS a, refunds AS b
WHERE a.payment_id = b.of_payment AND b.paid_at BETWEEN a.paid_at AND a.paid_at + INTERVAL '7' DAY;

SELECT payment_id, tag FROM payments, LATERAL TABLE(split_tags(tags)) AS t (tag);

select account_id,count(*) Cnt from payments p where p.currency!='EUR' and country is not null group by account_id having sum(amount)>1000;
