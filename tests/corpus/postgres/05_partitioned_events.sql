CREATE TABLE events (
    id bigserial,
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    payload jsonb,
    happened_at timestamp with time zone NOT NULL DEFAULT now(),
    PRIMARY KEY (id, happened_at)
) PARTITION BY RANGE (happened_at);

CREATE TABLE events_2025_01 PARTITION OF events
FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE events_2025_02 PARTITION OF events
    FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE events_default PARTITION OF events DEFAULT;

ALTER TABLE events DETACH PARTITION events_2025_01;
ALTER TABLE events ATTACH PARTITION events_2025_01
FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');

CREATE MATERIALIZED VIEW daily_events AS
SELECT
    tenant_id,
    kind,
    happened_at::date AS day,
    count(*) AS n,
    sum((payload ->> 'bytes')::bigint) AS bytes
FROM events
GROUP BY tenant_id, kind, happened_at::date
WITH NO DATA;

CREATE UNIQUE INDEX daily_events_key ON daily_events (tenant_id, kind, day);

WITH RECURSIVE chain (id, parent_id, depth, path) AS (
    SELECT e.id, NULL::bigint, 0, array[e.id]
    FROM events AS e
    WHERE e.kind = 'root'
    UNION ALL
    SELECT e.id, c.id, c.depth + 1, c.path || e.id
    FROM events AS e
    INNER JOIN chain AS c ON (e.payload ->> 'parent')::bigint = c.id
    WHERE c.depth < 10 AND NOT e.id = ANY(c.path)
)

SELECT * FROM chain ORDER BY path;

SELECT
    kind,
    day,
    n,
    n - lag(n, 1, 0::bigint) OVER (PARTITION BY kind ORDER BY day) AS change,
    round(avg(n) OVER (PARTITION BY kind ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW), 2) AS mean_of_week
FROM daily_events
WHERE day BETWEEN '2025-01-01' AND current_date;

SELECT kind, tenant_id, sum(n) AS n
FROM daily_events
GROUP BY GROUPING SETS ((kind), (tenant_id), ());

SELECT kind, extract(isodow FROM day) AS weekday, sum(n)
FROM daily_events
GROUP BY ROLLUP (kind, extract(isodow FROM day));
