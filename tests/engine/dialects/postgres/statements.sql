CREATE TABLE IF NOT EXISTS shop.items (
    item_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    label varchar(40) COLLATE "de_DE" NOT NULL DEFAULT 'none',
    price numeric(10, 2) CHECK (price > 0) NO INHERIT,
    shelf int REFERENCES shelves (id) MATCH FULL ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    EXCLUDE USING gist (period WITH &&) WHERE (shelf > 1),
    LIKE base INCLUDING ALL
) PARTITION BY RANGE (item_id) WITH (fillfactor = 70) TABLESPACE fast;
ALTER TABLE shop.items ADD CONSTRAINT named UNIQUE (label) NOT VALID, ALTER COLUMN price TYPE int USING price::int, ENABLE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX CONCURRENTLY by_label ON shop.items USING btree (lower(label) text_pattern_ops DESC NULLS LAST) INCLUDE (price) WHERE price > 1;
INSERT INTO shop.items AS i (label) VALUES ('box') ON CONFLICT (label) DO UPDATE SET price = excluded.price WHERE i.shelf IS NULL RETURNING *;
UPDATE ONLY shop.items SET (label, price) = ('a', DEFAULT), shelf = 2 FROM other WHERE CURRENT OF walk RETURNING item_id AS id;
DELETE FROM shop.items USING other AS o WHERE o.id = item_id;
MERGE INTO shop.items USING delivery ON item_id = id
WHEN MATCHED AND gone THEN DELETE
WHEN NOT MATCHED BY SOURCE THEN DO NOTHING
WHEN NOT MATCHED THEN INSERT (label) VALUES ('new');
CREATE OR REPLACE FUNCTION add(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a * 2; END;
CREATE TRIGGER stamp BEFORE UPDATE OF label ON shop.items FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
DO $$ BEGIN RAISE NOTICE 'hello'; END $$ LANGUAGE plpgsql;
COPY shop.items (label) FROM '/tmp/x' WITH (FORMAT csv, HEADER true);
GRANT SELECT, UPDATE (label) ON TABLE shop.items TO GROUP clerks, PUBLIC WITH GRANT OPTION;
SET LOCAL search_path TO shop, public;
BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE;
EXPLAIN (ANALYZE, FORMAT json) SELECT 1;
DROP TABLE shop.items CREATE TABLE next (id int);
DROP TABLESPACE IF EXISTS fast;
DROP TEXT SEARCH CONFIGURATION IF EXISTS words CASCADE;
DROP AGGREGATE total(integer), shop.every(*), rank(a int ORDER BY b int) CASCADE;
COMMENT ON PROCEDURE sweep(int) IS 'x';
ALTER MATERIALIZED VIEW v ALTER COLUMN a SET (n_distinct = 5);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT (a.id, a.amount);
MERGE INTO shop.stock AS s USING arrivals AS a ON s.id = a.id WHEN NOT MATCHED THEN INSERT;
