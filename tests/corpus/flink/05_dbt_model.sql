{% set topic = var('topic', 'payments') %}

INSERT INTO {{ topic }}_by_minute
SELECT
    window_start,
    country,
    {% for kind in ['card', 'cash'] %}
    SUM(amount) FILTER (WHERE kind = '{{ kind }}') AS {{ kind }}_amount,
    {% endfor %}
    COUNT(*) AS payments
FROM TABLE(TUMBLE(TABLE {{ topic }}, DESCRIPTOR(paid_at), INTERVAL '{{ var("minutes", 1) }}' MINUTES))
GROUP BY window_start, window_end, country;
