ALTER TABLE places ADD COLUMN search tsvector
GENERATED ALWAYS AS (to_tsvector('english', coalesce(name, '') || ' ' || coalesce(body, ''))) STORED;

CREATE INDEX places_search ON places USING gin (search);
CREATE INDEX places_spot ON places USING gist (spot) WITH (fillfactor = 80);

SELECT
    p.id,
    p.name,
    ts_rank(p.search, q.query) AS rank,
    ts_headline('english', p.body, q.query) AS snippet
FROM places AS p, to_tsquery('english', 'coffee & !decaf') AS q (query)
WHERE p.search @@ q.query
ORDER BY rank DESC
LIMIT 25;

SELECT
    p.id,
    p.spot <-> point(13.4, 52.5) AS distance
FROM places AS p
WHERE p.spot <@ box '((13, 52), (14, 53))'
ORDER BY p.spot <-> point(13.4, 52.5)
FETCH FIRST 10 ROWS ONLY;

SELECT
    b.room_id,
    b.during
FROM bookings AS b
WHERE b.during && tstzrange('2025-06-01', '2025-06-02', '[)')
    AND upper(b.during) - lower(b.during) > interval '2 hours';

ALTER TABLE bookings
ADD CONSTRAINT bookings_no_overlap EXCLUDE USING gist (room_id WITH =, during WITH &&);

CREATE FUNCTION nearby(lon double precision, lat double precision, metres integer = 500)
RETURNS TABLE (id bigint, name text)
LANGUAGE sql STABLE
AS $$
    SELECT p.id, p.name
    FROM places AS p
    WHERE p.spot <-> point(lon, lat) < metres / 111320.0
$$;

SELECT n.id, n.name FROM nearby(13.4, 52.5) AS n;

SELECT name, similarity(name, 'cofee') AS alike
FROM places
WHERE name % 'cofee' AND name ~ '^[A-Z]' AND name !~* 'test';

CREATE STATISTICS places_stats (dependencies) ON city, postcode FROM places;
CREATE PUBLICATION changes FOR TABLE places, bookings;
CREATE SUBSCRIPTION mirror CONNECTION 'host=replica dbname=shop' PUBLICATION changes;
