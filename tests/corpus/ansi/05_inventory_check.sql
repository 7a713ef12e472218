-- What the shelves should hold against what was counted.
with movements as (
    select product_id, quantity as moved from deliveries
    union all
    select product_id, -quantity as moved from order_items
    union all
    select product_id, quantity as moved from returns
),
expected as (
    select
        product_id
        , sum(moved) as expected_count
    from movements
    group by product_id
)
select
    p.sku
    , p.title
    , e.expected_count
    , c.counted
    , c.counted - e.expected_count as difference
    , case
        when c.counted is null then 'not counted'
        when c.counted = e.expected_count then 'ok'
        when abs(c.counted - e.expected_count) <= 2 then 'small'
        else 'check'
      end as verdict
from products as p
inner join expected as e
    on e.product_id = p.product_id
left outer join stock_counts as c
    on c.product_id = p.product_id
    and c.counted_on = date '2025-03-31'
where coalesce(c.counted, 0) <> e.expected_count
order by abs(coalesce(c.counted, 0) - e.expected_count) desc, p.sku;

SELECT
    p.sku,
    (
        SELECT MAX(d.delivered_at)
        FROM deliveries AS d
        WHERE d.product_id = p.product_id
    ) AS last_delivery,
    EXISTS (
        SELECT 1 FROM returns AS r WHERE r.product_id = p.product_id
    ) AS has_returns
FROM products AS p
WHERE p.is_active = TRUE AND p.product_id NOT IN (SELECT product_id FROM discontinued);

SELECT a.product_id,a.bin,b.bin AS other_bin
FROM stock_bins AS a, stock_bins AS b
WHERE a.product_id = b.product_id
AND a.bin < b.bin;
