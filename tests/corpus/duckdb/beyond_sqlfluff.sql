-- What the vendor takes and SQLFluff does not.

FROM orders SELECT customer_id, sum(amount) AS total GROUP BY ALL ORDER BY ALL;
