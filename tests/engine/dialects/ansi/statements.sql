CREATE TABLE IF NOT EXISTS shop.items (
    item_id INT PRIMARY KEY,
    label VARCHAR(40) NOT NULL DEFAULT 'none',
    shelf INT REFERENCES shelves (id) ON DELETE CASCADE,
    UNIQUE (label)
);
ALTER TABLE shop.items ADD COLUMN weight DOUBLE PRECISION, DROP COLUMN shelf;
CREATE OR REPLACE VIEW heavy AS SELECT * FROM shop.items WHERE weight > 10;
INSERT INTO shop.items (item_id, label) VALUES (1, 'box'), (2, DEFAULT);
UPDATE shop.items SET label = UPPER(label), weight = weight * 2 WHERE item_id = 1;
DELETE FROM shop.items WHERE label IS NULL;
MERGE INTO shop.items AS i USING delivery AS d ON i.item_id = d.item_id
WHEN MATCHED THEN UPDATE SET weight = d.weight
WHEN NOT MATCHED THEN INSERT (item_id) VALUES (d.item_id);
GRANT SELECT, INSERT ON shop.items TO clerk WITH GRANT OPTION;
CREATE UNIQUE INDEX by_label ON shop.items (label ASC);
DROP TABLE IF EXISTS shop.items CASCADE;
COMMIT;
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT (a.id, a.amount);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT;
CREATE SEQUENCE numbers INCREMENT BY 5 START 10;
ALTER SEQUENCE numbers;
CREATE TABLE t (a CHARACTER LARGE OBJECT(10), b BINARY LARGE OBJECT, c BINARY VARYING(10), d NATIONAL CHARACTER VARYING(5));
ALTER TABLE t SET a;
