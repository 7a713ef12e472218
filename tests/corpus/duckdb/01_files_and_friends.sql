INSTALL httpfs;
LOAD httpfs;
CREATE OR REPLACE TABLE trips AS
SELECT * FROM read_parquet('data/trips_*.parquet');

CREATE TABLE stations (
    id INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    spot STRUCT(lat DOUBLE, lon DOUBLE),
    tags VARCHAR[],
    props MAP(VARCHAR, INTEGER),
    opened DATE DEFAULT current_date
);

FROM trips;
FROM trips SELECT count(*) AS n WHERE distance > 3;
SELECT * EXCLUDE (note) REPLACE (upper(name) AS name) FROM stations;
SELECT COLUMNS('^trip_') FROM trips;
SELECT min(COLUMNS(*)) FROM trips;
SELECT name, tags[1] AS first_tag, tags[1:2] AS two, props['a'] AS a, spot.lat AS lat FROM stations;
SELECT list_transform(tags, x -> upper(x)) AS upper_tags, [x FOR x IN tags IF x != 'old'] AS new_tags FROM stations;
SELECT {'a': 1, 'b': 'x'} AS s, [1, 2, 3] AS l, MAP {'k': 1} AS m;
SELECT station, sum(distance) AS km FROM trips GROUP BY ALL ORDER BY ALL;
SELECT * FROM trips USING SAMPLE 10%;
SELECT * FROM trips POSITIONAL JOIN stations;
SELECT t.id FROM trips AS t ASOF JOIN prices AS p ON t.started_at >= p.since;
SELECT t.id, row_number() OVER (PARTITION BY t.station ORDER BY t.started_at) AS rn FROM trips AS t QUALIFY rn = 1;
PIVOT trips ON year USING sum(distance) GROUP BY station;
UNPIVOT monthly ON jan, feb INTO NAME month VALUE amount;
COPY trips TO 'out.parquet' (FORMAT PARQUET);
COPY (SELECT * FROM trips) TO 'out.csv' (HEADER, DELIMITER ';');
DESCRIBE trips;
SELECT 10 // 3 AS whole, 2 ** 3 AS power, 'a' || 'b' AS ab, 5::DOUBLE AS d, TRY_CAST('x' AS INTEGER) AS t;
INSERT INTO stations BY NAME SELECT 'x' AS name, 1 AS id;
INSERT OR REPLACE INTO stations (id, name) VALUES (1, 'a');
CREATE MACRO add_tax(x, rate := 0.19) AS x * (1 + rate);
SELECT add_tax(10) AS gross;
SET threads = 4;
