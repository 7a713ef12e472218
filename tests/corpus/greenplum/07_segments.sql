-- Looks at how rows lie on the segments, and spreads them anew.
DROP TABLE IF EXISTS lab.samples;

CREATE TABLE lab.samples (
    sample_id bigint NOT NULL,
    taken_on date NOT NULL,
    site text,
    ph numeric(4, 2) CHECK (ph BETWEEN 0 AND 14),
    readings double precision[]
)
WITH (appendonly = true)
DISTRIBUTED BY (sample_id)
PARTITION BY RANGE (taken_on)
(
    START ('2024-01-01'::date) INCLUSIVE
    END ('2025-01-01'::date) EXCLUSIVE
    EVERY ('1 month'::interval),
    DEFAULT PARTITION other
);

CREATE TABLE lab.sites (LIKE lab.old_sites INCLUDING DEFAULTS)
DISTRIBUTED REPLICATED;

SELECT
    gp_segment_id,
    count(*) AS samples
FROM lab.samples
GROUP BY gp_segment_id
ORDER BY samples DESC;

WITH monthly AS (
    SELECT
        date_trunc('month', s.taken_on)::date AS month,
        s.site,
        avg(s.ph) AS ph,
        count(*) FILTER (WHERE s.ph < 5.5) AS sour
    FROM lab.samples AS s
    GROUP BY 1, 2
)

SELECT
    m.month,
    t.site_name,
    m.ph,
    m.sour,
    m.ph - lag(m.ph) OVER (PARTITION BY m.site ORDER BY m.month) AS change
FROM monthly AS m
LEFT JOIN lab.sites AS t ON m.site = t.site
WHERE m.ph IS NOT NULL AND t.site_name ILIKE 'north%'
ORDER BY m.month, t.site_name;

CREATE OR REPLACE FUNCTION lab.grade(ph numeric)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$
    SELECT CASE WHEN ph < 7 THEN 'sour' ELSE 'sweet' END
$$;

CREATE INDEX samples_site_idx ON lab.samples USING btree (site);
CREATE TABLE lab.grades AS
SELECT sample_id, lab.grade(ph) AS grade
FROM lab.samples
DISTRIBUTED BY (sample_id);

VACUUM ANALYZE lab.samples;
GRANT SELECT ON lab.grades TO PUBLIC;
COMMENT ON TABLE lab.grades IS 'sour or sweet';
DROP EXTERNAL TABLE IF EXISTS lab.samples_ext;
