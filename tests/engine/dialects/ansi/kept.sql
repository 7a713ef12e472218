-- AS may be missing before a query of WITH, which is kept where its columns are wrong.
WITH sold (id) (SELECT id FROM orders), bought (SELECT id FROM bills) SELECT id FROM sold;
WITH sold (id, AS (SELECT id FROM orders) SELECT id FROM sold;
