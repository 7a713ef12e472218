-- Functions and reports of the ticket office.
CREATE OR REPLACE FUNCTION tickets.add_month(first_day DATE)
RETURNS INTEGER
LANGUAGE plpgsql
AS $$
DECLARE
    partitions INTEGER;
BEGIN
    SELECT count(*) INTO partitions
    FROM pg_partitions
    WHERE tablename = 'sale' AND partitionrangestart = first_day::TEXT;
    IF partitions = 0 THEN
        EXECUTE format(
            'ALTER TABLE tickets.sale ADD PARTITION START (%L) END (%L)',
            first_day,
            first_day + INTERVAL '1 month'
        );
    END IF;
    RETURN partitions;
END;
$$;

SELECT tickets.add_month(date_trunc('month', now())::DATE);

WITH monthly AS (
    SELECT
        date_trunc('month', s.sold_on)::DATE AS sold_in,
        v.city,
        sum(s.amount) AS amount,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY s.amount) AS typical
    FROM tickets.sale AS s
    INNER JOIN tickets.venue AS v ON s.venue_id = v.venue_id
    WHERE s.sold_on > current_date - INTERVAL '1 year'
    GROUP BY 1, 2
)

SELECT
    sold_in,
    city,
    amount,
    typical,
    amount - lag(amount) OVER (PARTITION BY city ORDER BY sold_in) AS change,
    string_agg(city, ', ') OVER (PARTITION BY sold_in) AS cities
FROM monthly
ORDER BY sold_in, amount DESC;

SELECT
    channel,
    sold_on,
    sum(amount) AS amount
FROM tickets.sale
GROUP BY ROLLUP (channel, sold_on);

SELECT gp_segment_id, count(*) AS n
FROM tickets.sale
GROUP BY gp_segment_id
ORDER BY n DESC;

SELECT
    hostname,
    status,
    mode
FROM gp_segment_configuration
WHERE role = 'p' AND status <> 'u';

UPDATE tickets.venue SET city = initcap(city) WHERE city ~ '^[a-z]';

DELETE FROM tickets.sale USING tickets.cancelled AS c WHERE sale.sale_id = c.sale_id;

TRUNCATE tickets.staging;

select s.channel,count(*) cnt,SUM(s.amount) from tickets.sale s left join tickets.venue v using (venue_id)
where v.city!='Berlin' and s.amount is not null group by s.channel order by cnt desc limit 10;

SELECT DISTINCT(channel), sale_id::text FROM tickets.sale WHERE channel = NULL;

EXPLAIN ANALYZE SELECT count(*) FROM tickets.sale WHERE sold_on = '2025-03-01';

BEGIN;

LOCK TABLE tickets.sale IN ACCESS EXCLUSIVE MODE;

INSERT INTO tickets.sale_out SELECT * FROM tickets.sale;

COMMIT;
