CREATE SEQUENCE numbers START WITH 1 INCREMENT BY 1;

SELECT NEXT VALUE FOR numbers AS n, LASTVAL(numbers) AS l;

SELECT sku, price FROM prices FOR SYSTEM_TIME AS OF TIMESTAMP '2025-01-01 00:00:00';

INSERT INTO prices (sku, price) VALUES ('a', 1), ('b', 2) RETURNING id, sku;

DELETE FROM prices WHERE price = 0 RETURNING id;

UPDATE prices FOR PORTION OF validity FROM '2025-01-01' TO '2025-02-01' SET price = 3 WHERE sku = 'a';

CREATE OR REPLACE VIEW cheap AS SELECT sku, price FROM prices WHERE price < 10;

WITH ranked AS (SELECT sku, RANK() OVER (ORDER BY price DESC) AS place FROM prices) SELECT sku FROM ranked WHERE place < 4;

SELECT sku FROM prices EXCEPT SELECT sku FROM old_prices INTERSECT SELECT sku FROM other_prices;

select p.sku,count(*) C from prices p left join orders o on o.sku=p.sku where p.price!=0 and o.id is null group by p.sku order by C desc,1;

SELECT DISTINCT(sku), IFNULL(price,0) , coalesce(price,0) FROM prices WHERE note = NULL;

SELECT p.sku FROM prices AS p WHERE NOT EXISTS (SELECT 1 FROM orders AS o WHERE o.sku = p.sku) LIMIT 5 OFFSET 2;

ALTER TABLE prices ADD COLUMN IF NOT EXISTS color VARCHAR(10) AFTER sku;

DROP TABLE IF EXISTS old_prices;
