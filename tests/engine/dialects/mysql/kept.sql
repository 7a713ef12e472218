-- The columns of a JSON table are wrong, not the query that reads it.
SELECT * FROM JSON_TABLE(@items, '$[*]' COLUMNS (price INT PATH)) AS rows_of_items WHERE price > 1;
ALTER TABLE notes CHARACTER SET = house_set;
