-- The claims mart: tables, statistics and the load of a day.
DATABASE claims_mart;

SET QUERY_BAND = 'job=claims_day;step=ddl;' FOR SESSION;

CREATE MULTISET TABLE claims_mart.claim, NO FALLBACK,
NO BEFORE JOURNAL,
NO AFTER JOURNAL,
CHECKSUM = DEFAULT,
DEFAULT MERGEBLOCKRATIO
(
    claim_id INTEGER NOT NULL,
    policy_number VARCHAR(20) CHARACTER SET LATIN NOT CASESPECIFIC,
    cause CHAR(2) CHARACTER SET UNICODE NOT CASESPECIFIC COMPRESS ('AA', 'BB', 'CC'),
    paid DECIMAL(18, 2) COMPRESS 0.00,
    reported_on DATE FORMAT 'YYYY-MM-DD',
    loaded_at TIMESTAMP(6)
)
UNIQUE PRIMARY INDEX (claim_id);

CREATE VOLATILE TABLE open_claim AS (
    SELECT
        c.claim_id,
        c.policy_number,
        c.paid
    FROM claims_mart.claim AS c
    WHERE c.paid = 0
) WITH DATA PRIMARY INDEX (claim_id) ON COMMIT PRESERVE ROWS;

COLLECT STATISTICS COLUMN (claim_id) ON claims_mart.claim;
COLLECT STATISTICS COLUMN (policy_number, cause) ON claims_mart.claim;

INSERT INTO claims_mart.claim
SELECT
    s.claim_id,
    s.policy_number,
    s.cause,
    CAST(s.paid AS DECIMAL(18, 2)) AS paid,
    CAST(s.reported_on AS DATE FORMAT 'YYYYMMDD') AS reported_on,
    CURRENT_TIMESTAMP(6) AS loaded_at
FROM claims_stage.claim_day AS s
QUALIFY ROW_NUMBER() OVER (PARTITION BY s.claim_id ORDER BY s.received_at DESC) = 1;

UPDATE claims_mart.claim
FROM claims_stage.payment_day AS p
SET paid = p.amount
WHERE claim.claim_id = p.claim_id;

DELETE FROM claims_stage.claim_day ALL;

MERGE INTO claims_mart.policy AS t
USING claims_stage.policy_day AS s ON t.policy_number = s.policy_number
WHEN MATCHED THEN UPDATE SET holder = s.holder
WHEN NOT MATCHED THEN INSERT (policy_number, holder) VALUES (s.policy_number, s.holder);

SELECT
    cause,
    SUM(paid) AS paid,
    COUNT(*) AS claims
FROM claims_mart.claim
WHERE reported_on BETWEEN DATE '2031-01-01' AND DATE '2031-01-31'
GROUP BY cause
ORDER BY cause;
