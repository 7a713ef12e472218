-- What the vendor takes and SQLFluff does not.

EXPLAIN QUERY PLAN SELECT * FROM notes;
