-- Monthly figures for the board, run with uncommitted read.
WITH paid AS (
    SELECT
        p.product,
        YEAR(c.closed_at) AS paid_year,
        MONTH(c.closed_at) AS paid_month,
        SUM(c.amount) AS amount,
        COUNT(*) AS claims
    FROM claims.claim AS c
    INNER JOIN claims.policy AS p ON c.policy_id = p.policy_id
    WHERE c.state IN (1, 2) AND c.closed_at >= CURRENT DATE - 12 MONTHS
    GROUP BY p.product, YEAR(c.closed_at), MONTH(c.closed_at)
)

SELECT
    product,
    paid_year,
    paid_month,
    amount,
    claims,
    SUM(amount) OVER (PARTITION BY product, paid_year ORDER BY paid_month) AS amount_so_far,
    RANK() OVER (PARTITION BY paid_year, paid_month ORDER BY amount DESC) AS place
FROM paid
ORDER BY product, paid_year, paid_month
WITH UR;

SELECT
    c.customer_id,
    c.family_name || ', ' || COALESCE(c.given_name, '?') AS full_name,
    DAYS(CURRENT DATE) - DAYS(c.born_on) AS days_old,
    SUBSTR(c.country, 1, 1) AS initial
FROM claims.customer AS c
WHERE c.born_on BETWEEN '1990-01-01' AND '1999-12-31'
ORDER BY c.family_name
FETCH FIRST 50 ROWS ONLY;

MERGE INTO claims.customer AS t
USING (
    SELECT
        customer_id,
        family_name,
        given_name
    FROM staging.customer
) AS s
    ON t.customer_id = s.customer_id
WHEN MATCHED AND t.family_name <> s.family_name THEN
    UPDATE SET family_name = s.family_name, changed_at = CURRENT TIMESTAMP
WHEN NOT MATCHED THEN
    INSERT (family_name, given_name) VALUES (s.family_name, s.given_name);

SELECT claim_id FROM claims.claim WHERE state = 0
EXCEPT
SELECT claim_id FROM claims.blocked_claim
ORDER BY claim_id;

SELECT region, product, SUM(premium) AS premium
FROM claims.policy_region
GROUP BY GROUPING SETS ((region, product), (region), ())
HAVING SUM(premium) > 1000;

VALUES CURRENT SCHEMA;

SELECT COUNT(*) FROM sysibm.sysdummy1;

-- Left by a colleague, in another hand.
select p.policy_id,p.product,count(c.claim_id) Claims,sum(c.amount) total from claims.policy p left outer join claims.claim c on p.policy_id=c.policy_id
where p.valid_to>=CURRENT DATE and c.state!=9
group by p.policy_id,p.product order by 4 desc fetch first 10 rows only;

UPDATE claims.policy SET premium=premium*1.03 WHERE product='HOME' AND valid_from<'2024-01-01';

delete from claims.claim where claim_id in (select claim_id from claims.blocked_claim) ;
