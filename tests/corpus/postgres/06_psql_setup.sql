\set ON_ERROR_STOP on
\set owner app_owner
\timing on
\echo 'creating the reporting schema'

CREATE SCHEMA IF NOT EXISTS reporting AUTHORIZATION app_owner;
SET search_path TO reporting, public;

CREATE OR REPLACE VIEW reporting.active_members AS
SELECT
    m.tenant_id,
    m.email,
    m.role
FROM public.members AS m
WHERE m.accepted_at IS NOT NULL;

COPY reporting.countries (code, name) FROM stdin;
DE	Germany
FR	France
IT	Italy
\.

SELECT count(*) AS countries FROM reporting.countries;
SELECT * FROM reporting.countries WHERE code = :'code';

\i more_views.sql
\connect reporting

CREATE ROLE report_reader WITH LOGIN PASSWORD 'change-me' VALID UNTIL '2030-01-01';
GRANT CONNECT ON DATABASE shop TO report_reader;
GRANT USAGE ON SCHEMA reporting TO report_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO report_reader;
ALTER ROLE report_reader SET statement_timeout = '30s';

CREATE SEQUENCE reporting.run_numbers AS integer START 100 INCREMENT BY 1 CACHE 20 OWNED BY NONE;
SELECT nextval('reporting.run_numbers');
SELECT setval('reporting.run_numbers', 500, true);

CREATE DOMAIN reporting.percent AS numeric(5, 2)
    CHECK (value >= 0 AND value <= 100);
CREATE CAST (bigint AS text) WITH INOUT;
CREATE AGGREGATE reporting.product (numeric) (sfunc = numeric_mul, stype = numeric);
\q
