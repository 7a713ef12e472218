-- What the vendor takes and SQLFluff does not.

SELECT
    window_start,
    country,
    SUM(amount) AS amount,
    LISTAGG(payment_id) AS payment_ids,
    JSON_VALUE(details, '$.channel') AS channel
FROM TABLE(SESSION(TABLE payments PARTITION BY country, DESCRIPTOR(paid_at), INTERVAL '5' MINUTES))
GROUP BY window_start, window_end, country, details;
