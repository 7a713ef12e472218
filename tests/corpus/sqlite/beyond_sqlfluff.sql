-- What the vendor takes and SQLFluff does not.

EXPLAIN QUERY PLAN SELECT * FROM notes;

BEGIN IMMEDIATE TRANSACTION;

SELECT * FROM notes INDEXED BY ix_notes_title WHERE lower(title) = 'a';

SELECT x'53', 1e3, .5, CAST('1' AS REAL), 1 == 1, 1 << 2, ~1, -'1', "quoted", [bracketed], `ticked` FROM t;

SAVEPOINT one;

RELEASE SAVEPOINT one;

ROLLBACK TO one;

EXPLAIN QUERY PLAN SELECT * FROM notes WHERE id = 1;

