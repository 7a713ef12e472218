-- What somebody types who looks around in a lake for the first time.
SHOW tables;
SHOW ALL TABLES;
show databases;
SHOW schemas;
SHOW variables;
SHOW tables FROM lake.main;
SHOW readings;
DESCRIBE readings;

-- A list, a function and a column can stand behind IN.
SELECT sensor_id, value FROM readings WHERE kind IN ['temperature', 'humidity'];

SELECT
    sensor_id,
    kind IN ['temperature', 'pressure'] AS is_weather,
    kind NOT IN list_value('battery', 'signal') AS is_measure
FROM readings
WHERE
    (payload->>'$.state' in ['ok', 'late'])
    AND sensor_id NOT IN [1, 2, 3]
    AND kind IN tags
    AND unit IN getvariable('units')
ORDER BY sensor_id;

SELECT r.sensor_id, r.value
FROM readings AS r
WHERE r.kind IN (SELECT k.kind FROM kinds AS k WHERE k.is_public)
    AND r.unit IN MAP {'C': 1, 'F': 2}
    AND 'late' IN r.tags;

-- Text in a list is split and searched.
SELECT
    word,
    count() AS uses
FROM (
    SELECT unnest(string_split(lower(note), ' ')) AS word
    FROM remarks
)
WHERE word NOT IN ['the', 'a', 'of'] AND len(word) > 2
GROUP BY word
ORDER BY uses DESC
LIMIT 20;

CREATE TABLE tour AS FROM read_csv_auto('notes/*.csv');
COPY tour TO 'out/tour.parquet' (FORMAT parquet, COMPRESSION zstd);
SELECT * FROM 'out/tour.parquet' LIMIT 5;
SELECT [x * 2 for x in range(0, 5) if x % 2 = 0] AS evens;
