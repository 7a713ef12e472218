-- What the vendor takes and SQLFluff does not.

WITH MUTUALLY RECURSIVE
    reachable (from_id INT, to_id INT) AS (
        SELECT from_id, to_id FROM links
        UNION
        SELECT r.from_id, l.to_id
        FROM reachable AS r
        INNER JOIN links AS l ON r.to_id = l.from_id
    )
SELECT count(*) AS pairs FROM reachable;
