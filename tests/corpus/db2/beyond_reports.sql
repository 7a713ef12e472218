-- What the vendor takes and SQLFluff does not.

INSERT INTO claims.claim (claim_id, policy_id, reported_at, amount)
VALUES
    (NEXT VALUE FOR claims.claim_numbers, 17, CURRENT TIMESTAMP, 1250.00),
    (NEXT VALUE FOR claims.claim_numbers, 18, '2025-03-01-12.30.00.000000', 99.90);

SELECT claim_id, amount
FROM FINAL TABLE (
    UPDATE claims.claim SET state = 3 WHERE reported_at < CURRENT TIMESTAMP - 5 YEARS
);
