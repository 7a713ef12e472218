INSERT INTO stock (sku, pieces) VALUES (stock_no.NEXTVAL, 12) RETURNING sku INTO :sku;
INSERT INTO stock SELECT * FROM delivered LOG ERRORS INTO bad_stock ('night') REJECT LIMIT UNLIMITED;
INSERT ALL
    INTO stock (sku) VALUES (sku)
    INTO seen VALUES (sku, SYSDATE)
SELECT sku FROM delivered;
INSERT FIRST
    WHEN pieces > 100 THEN INTO bulk_stock VALUES (sku, pieces)
    ELSE INTO stock VALUES (sku, pieces)
SELECT sku, pieces FROM delivered;
UPDATE stock s SET (s.pieces, s.seen) = (SELECT d.pieces, SYSDATE FROM delivered d WHERE d.sku = s.sku), s.state = DEFAULT
WHERE s.sku = 7;
DELETE stock@depot WHERE pieces = 0;
MERGE INTO stock s
USING delivered d ON (s.sku = d.sku)
WHEN MATCHED THEN UPDATE SET s.pieces = s.pieces + d.pieces WHERE d.pieces > 0 DELETE WHERE s.pieces = 0
WHEN NOT MATCHED THEN INSERT (sku, pieces) VALUES (d.sku, d.pieces) WHERE d.pieces > 0;
SAVEPOINT counted;
ROLLBACK TO SAVEPOINT counted;
COMMIT WORK;
SELECT s.amount, r.name
FROM sales PARTITION (p2024) s
INNER JOIN regions SUBPARTITION FOR ('north', 1) r ON s.region_id = r.id;
INSERT INTO sales PARTITION (p2024) (amount) VALUES (1);
UPDATE sales PARTITION (p2024) s SET s.amount = 0;
DELETE FROM sales PARTITION (p2024) s WHERE s.amount = 0;
LOCK TABLE sales PARTITION (p2024) IN EXCLUSIVE MODE;
SELECT SUBSTRING(name FROM 2 FOR 3) FROM regions;
