-- What the vendor takes and SQLFluff does not.

SELECT
    c.country,
    tag,
    COUNT(*) AS customers
FROM shop.customers AS c
LATERAL VIEW EXPLODE(c.tags) tmp AS tag
GROUP BY c.country, tag;

DELETE FROM shop.page_views PARTITION p202502 WHERE user_id IN (1, 2, 3);
