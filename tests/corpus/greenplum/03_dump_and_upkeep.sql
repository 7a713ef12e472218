-- Part of a dump, and the upkeep behind it.
SET statement_timeout = 0;

SET client_encoding = 'UTF8';

SET gp_default_storage_options = 'appendonly=true';

SELECT pg_catalog.set_config('search_path', '', false);

CREATE TYPE tickets.sale_state AS ENUM ('open', 'paid', 'refunded');

CREATE SEQUENCE tickets.sale_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 20;

CREATE TABLE tickets.refund (
    refund_id BIGINT DEFAULT nextval('tickets.sale_id_seq'::REGCLASS) NOT NULL,
    sale_id BIGINT NOT NULL,
    refunded_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    reason CHARACTER VARYING(200),
    amount NUMERIC(12, 2),
    CONSTRAINT refund_amount CHECK (amount > (0)::NUMERIC)
)
DISTRIBUTED BY (sale_id);

ALTER TABLE tickets.refund OWNER TO loader;

COMMENT ON TABLE tickets.refund IS 'money that went back';

ALTER TABLE ONLY tickets.refund ADD CONSTRAINT refund_pkey PRIMARY KEY (sale_id, refund_id);

CREATE INDEX refund_day ON tickets.refund USING btree (refunded_at);

CREATE VIEW tickets.refund_by_day AS
SELECT
    (refund.refunded_at)::DATE AS refunded_on,
    count(*) AS refunds,
    sum(refund.amount) AS amount
FROM tickets.refund
GROUP BY ((refund.refunded_at)::DATE);

CREATE FUNCTION tickets.is_late(at_time TIMESTAMP) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $_$ SELECT $1 < now() - INTERVAL '14 days' $_$;

REVOKE ALL ON TABLE tickets.refund FROM public;

GRANT SELECT, INSERT ON TABLE tickets.refund TO loader;

INSERT INTO tickets.refund (sale_id, reason, amount) VALUES (1, 'rain', 25.00), (2, NULL, 10.00);

SELECT setval('tickets.sale_id_seq', 1000, true);

WITH big AS (
    SELECT sale_id, amount FROM tickets.refund WHERE amount > 100
), counted AS (
    SELECT count(*) AS n FROM big
)

SELECT big.sale_id, big.amount / counted.n AS part
FROM big
CROSS JOIN counted;

SELECT
    generate_series AS day_start,
    coalesce(r.refunds, 0) AS refunds
FROM generate_series('2025-03-01'::DATE, '2025-03-31'::DATE, INTERVAL '1 day')
LEFT JOIN tickets.refund_by_day AS r ON generate_series = r.refunded_on;

UPDATE tickets.refund AS r
SET reason = 'other'
FROM tickets.sale AS s
WHERE r.sale_id = s.sale_id AND r.reason IS NULL;

VACUUM FULL ANALYZE tickets.refund;

REINDEX TABLE tickets.refund;

CREATE EXTENSION IF NOT EXISTS gp_sparse_vector;

select s.channel,count(*) n from tickets.sale s left join tickets.refund r on r.sale_id=s.sale_id where r.sale_id is null and s.amount!=0 group by 1 order by n desc;
