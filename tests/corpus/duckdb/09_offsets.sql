-- OFFSET and LIMIT in either order.
SELECT shelf FROM stock ORDER BY shelf OFFSET 10 LIMIT 5;

SELECT
    list_transform(s.items, item -> item + 1) AS items,
    shelf
FROM stock AS s;
