-- Churn of subscriptions: who left, when, and after how long.
CREATE TABLE subscription_events (
    event_id INTEGER NOT NULL PRIMARY KEY,
    subscription_id INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    happened_at TIMESTAMP NOT NULL,
    plan_code VARCHAR(20)
);

CREATE VIEW subscription_spans AS
SELECT
    s.subscription_id,
    s.customer_id,
    starts.happened_at AS started_at,
    ends.happened_at AS ended_at,
    starts.plan_code
FROM subscriptions AS s
INNER JOIN subscription_events AS starts
    ON s.subscription_id = starts.subscription_id AND starts.kind = 'started'
LEFT JOIN subscription_events AS ends
    ON s.subscription_id = ends.subscription_id AND ends.kind = 'ended';

WITH months AS (
    SELECT month_start FROM calendar WHERE month_start >= DATE '2024-01-01'
),

alive AS (
    SELECT
        m.month_start,
        v.plan_code,
        COUNT(*) AS alive_count
    FROM months AS m
    INNER JOIN subscription_spans AS v
        ON
            v.started_at <= m.month_start
            AND (v.ended_at IS NULL OR v.ended_at > m.month_start)
    GROUP BY m.month_start, v.plan_code
),

gone AS (
    SELECT m.month_start, v.plan_code, COUNT(*) AS gone_count
    FROM months AS m
    INNER JOIN subscription_spans AS v ON EXTRACT(MONTH FROM v.ended_at) = EXTRACT(MONTH FROM m.month_start)
    GROUP BY m.month_start, v.plan_code
)

SELECT
    a.month_start,
    a.plan_code,
    a.alive_count,
    COALESCE(g.gone_count, 0) AS gone_count,
    100.0 * COALESCE(g.gone_count, 0) / NULLIF(a.alive_count, 0) AS churn_percent
FROM alive AS a
LEFT JOIN gone AS g USING (month_start, plan_code)
ORDER BY 1, 2;

select distinct(plan_code) from subscription_events where kind='started';
