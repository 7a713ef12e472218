-- What the vendor takes and SQLFluff does not.

SELECT
    user_id,
    nvl(country, 'none') AS country,
    regexp_extract(url, '/shop/([a-z]+)', 1) AS section,
    CASE country WHEN 'DE' THEN 1 WHEN 'AT' THEN 2 ELSE 0 END AS market,
    CAST(seen_at AS STRING) AS seen_at,
    extract(seen_at, 'year') AS seen_in
FROM clicks.profile
LEFT ANTI JOIN clicks.blocked USING (user_id)
WHERE url RLIKE '^/shop';

SELECT count(*) FROM clicks.session TABLESAMPLE SYSTEM(10) REPEATABLE(1234);
