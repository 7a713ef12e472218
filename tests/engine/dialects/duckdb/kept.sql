-- What replaces or renames a column is wrong, not the list.
SELECT * REPLACE (a + AS a) FROM t;
SELECT * RENAME ( AS b), c FROM t WHERE d = 1;
