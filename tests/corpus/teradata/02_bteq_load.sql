-- Nightly load of the call records.
CREATE MULTISET TABLE telco.call_record, NO FALLBACK, NO BEFORE JOURNAL, NO AFTER JOURNAL
(
    call_id DECIMAL(18, 0) NOT NULL,
    caller_no VARCHAR(20) CHARACTER SET LATIN NOT CASESPECIFIC,
    started_at TIMESTAMP(0),
    duration_s INTEGER,
    cell_id INTEGER,
    charged DECIMAL(10, 2) DEFAULT 0.00 COMPRESS (0.00, 0.10)
)
PRIMARY INDEX (caller_no);

CREATE MULTISET TABLE telco.call_by_day AS (
    SELECT
        caller_no,
        CAST(started_at AS DATE) AS called_on,
        COUNT(*) AS calls
    FROM telco.call_record
    GROUP BY caller_no, CAST(started_at AS DATE)
) WITH DATA PRIMARY INDEX (caller_no);

COLLECT STATISTICS COLUMN (caller_no) ON telco.call_record;

COLLECT STATS COLUMN (cell_id), COLUMN (started_at) ON telco.call_record;

DELETE FROM telco.call_record WHERE started_at < ADD_MONTHS(CURRENT_DATE, -24);

UPDATE telco.call_record
SET charged = 0
WHERE cell_id IN (SELECT cell_id FROM telco.test_cell);

INSERT INTO telco.call_by_day (caller_no, called_on, calls)
SELECT
    caller_no,
    DATE '2025-03-01' AS called_on,
    COUNT(*) AS calls
FROM telco.call_record
WHERE started_at >= TIMESTAMP '2025-03-01 00:00:00'
GROUP BY caller_no;

MERGE INTO telco.caller AS t
USING telco.caller_delta AS s
    ON t.caller_no = s.caller_no
WHEN MATCHED THEN UPDATE SET tariff = s.tariff
WHEN NOT MATCHED THEN INSERT (caller_no, tariff) VALUES (s.caller_no, s.tariff);

SELECT
    caller_no,
    started_at,
    duration_s,
    duration_s - MIN(duration_s) OVER (PARTITION BY caller_no) AS longer_by,
    started_at (FORMAT 'YYYY-MM-DD') AS called_on
FROM telco.call_record
QUALIFY ROW_NUMBER() OVER (PARTITION BY caller_no ORDER BY started_at DESC) <= 5;

SEL TOP 10 caller_no, seconds FROM heavy_caller ORDER BY seconds DESC;

select c.caller_no,count(*) Cnt from telco.call_record c inner join telco.caller t on t.caller_no=c.caller_no
where c.duration_s>60 and t.tariff<>3 group by 1 order by Cnt desc;

DROP TABLE heavy_caller;
