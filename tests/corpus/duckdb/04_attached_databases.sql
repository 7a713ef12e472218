-- One process, several databases, files in between.
INSTALL httpfs;

LOAD httpfs;

SET memory_limit = '4GB';

USE archive;

CREATE OR REPLACE MACRO net(price, tax := 0.19) AS price / (1 + tax);

CREATE OR REPLACE MACRO top_of(n) AS TABLE SELECT * FROM trips ORDER BY fare DESC LIMIT n;

CREATE TYPE mood AS ENUM ('bad', 'fine', 'good');

CREATE OR REPLACE TABLE trips AS
SELECT * FROM read_csv('data/trips_*.csv', header = true, columns = {'trip_id': 'BIGINT', 'fare': 'DOUBLE'});

CREATE TABLE tagged (
    trip_id BIGINT PRIMARY KEY,
    tags VARCHAR[],
    place STRUCT(lat DOUBLE, lon DOUBLE),
    extras MAP(VARCHAR, INTEGER),
    felt mood,
    twice BIGINT GENERATED ALWAYS AS (trip_id * 2)
);

INSERT INTO tagged BY NAME SELECT 1 AS trip_id, ['a', 'b'] AS tags;

INSERT OR REPLACE INTO tagged (trip_id, tags) VALUES (1, ['c']);

DESCRIBE trips;

COPY (SELECT * FROM trips WHERE fare > 10) TO 'out/trips.parquet' (FORMAT parquet, COMPRESSION zstd);

COPY trips FROM 'data/more.csv' (HEADER true, DELIMITER ';');

SELECT
    zone,
    count(*) AS trips,
    avg(fare) FILTER (WHERE fare > 0) AS fare,
    list(trip_id ORDER BY fare DESC)[1:3] AS best,
    quantile_cont(fare, [0.5, 0.95]) AS quantiles,
    arg_max(trip_id, fare) AS dearest
FROM trips
GROUP BY ALL
ORDER BY trips DESC;

SELECT COLUMNS('^f.*') FROM trips;

SELECT * EXCLUDE (payload) REPLACE (round(fare, 2) AS fare) FROM trips;

SELECT t.trip_id, q.price
FROM trips AS t
ASOF JOIN quotes AS q ON t.zone = q.zone AND t.started_at >= q.quoted_at;

PIVOT trips ON zone USING sum(fare) GROUP BY day;

UNPIVOT totals ON jan, feb, mar INTO NAME month VALUE amount;

SELECT list_transform(tags, x -> upper(x)) AS tags, place.lat AS lat, extras['k'] AS k FROM tagged;

SELECT unnest(tags) AS tag, trip_id FROM tagged WHERE len(tags) > 1;

SELECT * FROM trips USING SAMPLE 10%;

FROM trips WHERE fare > 100;

SELECT trip_id, fare FROM trips QUALIFY row_number() OVER (PARTITION BY zone ORDER BY fare DESC) = 1;

SELECT t.trip_id FROM archive.main.trips AS t SEMI JOIN tagged USING (trip_id);

select zone,count(*) N,max(fare) from trips t left join zones z using(zone) where z.name!='x' and fare is not null group by 1 order by N desc;

CHECKPOINT;

VACUUM ANALYZE trips;
