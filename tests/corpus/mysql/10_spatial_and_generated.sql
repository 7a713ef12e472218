CREATE TABLE places (
    id INT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(100) CHARACTER SET latin1 COLLATE latin1_german1_ci,
    spot POINT NOT NULL SRID 4326,
    details JSON,
    city VARCHAR(60) GENERATED ALWAYS AS (details ->> '$.city') STORED,
    name_length INT AS (CHAR_LENGTH(name)) VIRTUAL,
    opened YEAR,
    opens_at TIME(0) DEFAULT '08:00:00',
    picture BLOB,
    token BINARY(16) DEFAULT (UUID_TO_BIN(UUID())),
    SPATIAL INDEX places_spot (spot),
    INDEX places_city ((LOWER(city))),
    CHECK (name_length > 0)
);

INSERT INTO places (name, spot, details)
VALUES ('Cafe', ST_GeomFromText('POINT(52.5 13.4)', 4326), '{"city": "Berlin", "seats": 12}');

SELECT
    p.name,
    ST_Distance_Sphere(p.spot, ST_GeomFromText('POINT(52.5 13.4)', 4326)) AS metres,
    p.details -> '$.seats' AS seats,
    HEX(p.token) AS token
FROM places AS p
WHERE ST_Contains(ST_Buffer(POINT(13.4, 52.5), 0.1), p.spot) = 1
    AND JSON_CONTAINS(p.details, '"Berlin"', '$.city')
ORDER BY metres
LIMIT 10;

SELECT jt.name, jt.seats
FROM places AS p,
    JSON_TABLE(p.details, '$[*]' COLUMNS (name VARCHAR(40) PATH '$.name', seats INT PATH '$.seats')) AS jt;

SELECT name FROM places FORCE INDEX (places_city) WHERE LOWER(city) = 'berlin';
SELECT name, RANK() OVER (ORDER BY opened DESC) AS age_rank FROM places WHERE opened IN (2019, 2020) XOR city IS NULL;
SELECT TIMESTAMPDIFF(DAY, '2025-01-01', NOW()), EXTRACT(YEAR_MONTH FROM NOW()), UNIX_TIMESTAMP(), NOW(3);
ALTER TABLE places ALTER COLUMN opened SET DEFAULT 2000, ALGORITHM = INPLACE, LOCK = NONE;
ALTER TABLE places CONVERT TO CHARACTER SET utf8mb4;
SELECT /*+ MAX_EXECUTION_TIME(1000) */ COUNT(*) FROM places;
SELECT name INTO OUTFILE '/tmp/places.csv' FIELDS TERMINATED BY ';' FROM places;
