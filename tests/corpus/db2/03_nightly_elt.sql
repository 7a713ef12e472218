DELETE FROM staging.claim_delta WHERE claim_id IS NULL;

INSERT INTO claims.claim (claim_id, policy_id, reported_at, amount, state)
SELECT
    d.claim_id,
    d.policy_id,
    TIMESTAMP(d.reported_on, '00:00:00') AS reported_at,
    DECIMAL(d.amount, 15, 2) AS amount,
    SMALLINT(COALESCE(d.state, 0)) AS state
FROM staging.claim_delta AS d
LEFT OUTER JOIN claims.claim AS c ON d.claim_id = c.claim_id
WHERE c.claim_id IS NULL AND LENGTH(TRIM(d.policy_no)) > 0;

MERGE INTO claims.policy AS t
USING (
    SELECT
        policy_id,
        premium,
        ROW_NUMBER() OVER (PARTITION BY policy_id ORDER BY changed_at DESC) AS rn
    FROM staging.policy_delta
) AS s
    ON t.policy_id = s.policy_id AND s.rn = 1
WHEN MATCHED THEN
    UPDATE SET premium = s.premium;

UPDATE claims.claim
SET state = CASE WHEN amount > 10000 THEN 5 ELSE 1 END
WHERE state = 0 AND reported_at < CURRENT TIMESTAMP - 30 DAYS;

WITH tree (policy_id, parent_id, depth) AS (
    SELECT policy_id, parent_id, 0 FROM claims.policy_group WHERE parent_id IS NULL
    UNION ALL
    SELECT g.policy_id, g.parent_id, t.depth + 1
    FROM claims.policy_group AS g, tree AS t
    WHERE g.parent_id = t.policy_id AND t.depth < 10
)

SELECT
    depth,
    COUNT(*) AS policies,
    LISTAGG(CHAR(policy_id), ', ') WITHIN GROUP (ORDER BY policy_id) AS policy_ids
FROM tree
GROUP BY depth;

SELECT
    p.product,
    COUNT(*) AS claims,
    SUM(CASE WHEN c.state = 1 THEN c.amount ELSE 0 END) AS paid,
    AVG(DOUBLE(c.amount)) AS typical,
    MAX(c.reported_at) AS latest,
    DATE(MIN(c.reported_at)) AS earliest,
    LAG(SUM(c.amount)) OVER (ORDER BY p.product) AS before_it
FROM claims.claim AS c
INNER JOIN claims.policy AS p ON c.policy_id = p.policy_id
WHERE c.reported_at BETWEEN CURRENT TIMESTAMP - 1 YEAR AND CURRENT TIMESTAMP
GROUP BY ROLLUP (p.product)
ORDER BY claims DESC
FETCH FIRST 10 ROWS ONLY
WITH UR;

SELECT claim_id FROM claims.claim WHERE policy_id IN (SELECT policy_id FROM claims.policy WHERE product = 'HOME')
INTERSECT
SELECT claim_id FROM claims.audited_claim;

CALL SYSPROC.ADMIN_CMD('RUNSTATS ON TABLE claims.claim WITH DISTRIBUTION AND INDEXES ALL');

DROP TABLE staging.claim_delta;

COMMIT;
