-- What the vendor takes and SQLFluff does not.

CREATE VOLATILE TABLE heavy_caller, NO LOG AS (
    SELECT
        caller_no,
        SUM(duration_s) AS seconds
    FROM telco.call_record
    GROUP BY caller_no
    HAVING SUM(duration_s) > 36000
) WITH DATA UNIQUE PRIMARY INDEX (caller_no) ON COMMIT PRESERVE ROWS;

SELECT
    c.caller_no,
    c.tariff,
    CAST(c.born_on AS DATE FORMAT 'YYYYMMDD') AS born_on,
    TRIM(LEADING '0' FROM c.caller_no) AS short_no,
    ZEROIFNULL(h.seconds) AS seconds,
    CASE WHEN c.tariff MOD 2 = 0 THEN 'even' ELSE 'odd' END AS parity
FROM telco.caller AS c
LEFT JOIN heavy_caller AS h ON c.caller_no = h.caller_no
WHERE c.caller_no LIKE ANY ('49%', '43%')
SAMPLE 100;
