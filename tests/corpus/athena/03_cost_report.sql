-- Cost and usage: what each team spent, from the billing export.
WITH usage_lines AS (
    SELECT
        line_item_usage_account_id AS account_id,
        line_item_product_code AS product,
        resource_tags['user_team'] AS team,
        line_item_unblended_cost AS cost,
        date_trunc('day', line_item_usage_start_date) AS used_on
    FROM billing.cur
    WHERE year = '2025' AND month = '3' AND line_item_line_item_type IN ('Usage', 'DiscountedUsage')
),

by_team AS (
    SELECT
        coalesce(team, 'unknown') AS team,
        product,
        used_on,
        sum(cost) AS cost
    FROM usage_lines
    GROUP BY 1, 2, 3
)

SELECT
    team,
    product,
    round(sum(cost), 2) AS cost,
    round(100.0 * sum(cost) / sum(sum(cost)) OVER (), 1) AS share,
    max_by(used_on, cost) AS dearest_day,
    approx_percentile(cost, 0.9) AS p90,
    array_join(array_agg(DISTINCT CAST(used_on AS VARCHAR) ORDER BY CAST(used_on AS VARCHAR)), ', ') AS days
FROM by_team
GROUP BY team, product
HAVING sum(cost) > 1
ORDER BY cost DESC
LIMIT 100;

SELECT
    team,
    cardinality(filter(tags, t -> t LIKE 'prod%')) AS prod_tags,
    reduce(amounts, 0.0, (s, x) -> s + x, s -> s) AS amount,
    map_keys(attributes) AS attribute_names,
    split(path, '/')[1] AS first_part,
    parse_datetime(logged_at, 'yyyy-MM-dd''T''HH:mm:ss') AS logged_at,
    from_unixtime(epoch) AS at,
    json_format(CAST(payload AS JSON)) AS payload
FROM billing.teams
WHERE contains(tags, 'live') AND strpos(path, 'shop') > 0;

SELECT t.team, u.tag, u.n
FROM billing.teams AS t
CROSS JOIN UNNEST(t.tags) WITH ORDINALITY AS u (tag, n);

SELECT account_id, cost,
    rank() OVER (PARTITION BY team ORDER BY cost DESC) AS place,
    lag(cost, 1) OVER (PARTITION BY account_id ORDER BY used_on) AS day_before
FROM billing.daily
WHERE used_on BETWEEN date '2025-03-01' AND date_add('day', -1, current_date);

SELECT region, product, sum(cost) AS cost
FROM billing.daily
GROUP BY CUBE (region, product);

CREATE TABLE billing.monthly
WITH (
    format = 'ORC',
    external_location = 's3://example-billing/monthly/',
    partitioned_by = ARRAY['month'],
    bucketed_by = ARRAY['account_id'],
    bucket_count = 8
)
AS SELECT account_id, sum(cost) AS cost, '2025-03' AS month
FROM billing.daily
GROUP BY account_id;

INSERT INTO billing.monthly
SELECT account_id, sum(cost) AS cost, '2025-04' AS month FROM billing.daily GROUP BY 1;

CREATE OR REPLACE VIEW billing.dear AS
SELECT account_id FROM billing.monthly WHERE cost > 1000;

select d.account_id,count(*) Cnt,sum(d.cost) from billing.daily d left join billing.teams t on t.account_id=d.account_id
where t.team!='x' and d.cost is not null group by d.account_id order by Cnt desc;

SHOW TABLES IN billing;

SHOW COLUMNS IN billing.daily;

DROP VIEW IF EXISTS billing.old_view;
