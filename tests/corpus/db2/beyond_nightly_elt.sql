-- What the vendor takes and SQLFluff does not.

-- Nightly step: stage, clean, load, count.
SET CURRENT SCHEMA = claims;

SELECT
    VARCHAR_FORMAT(reported_at, 'YYYY-MM-DD') AS reported_on,
    DAYOFWEEK(reported_at) AS weekday,
    TIMESTAMPDIFF(16, CHAR(CURRENT TIMESTAMP - reported_at)) AS days_open,
    VALUE(note, 'none') AS note,
    amount CONCAT ' EUR' AS amount_text
FROM claims.claim
WHERE state <> 9;

EXPLAIN PLAN FOR SELECT COUNT(*) FROM claims.claim;

ALTER TABLE claims.claim ACTIVATE NOT LOGGED INITIALLY WITH EMPTY TABLE;
