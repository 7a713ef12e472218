-- Policies without arguments, an alert, and tables by names in texts.
CREATE OR REPLACE AGGREGATION POLICY greenhouse.at_least_five AS ()
RETURNS AGGREGATION_CONSTRAINT ->
AGGREGATION_CONSTRAINT(MIN_GROUP_SIZE => 5);

CREATE ALERT greenhouse.too_warm
WAREHOUSE = small_wh
SCHEDULE = '10 MINUTE'
IF (EXISTS (
    SELECT reading_id FROM greenhouse.readings WHERE degrees > 38
))
THEN INSERT INTO greenhouse.warnings SELECT CURRENT_TIMESTAMP();

CREATE TABLE greenhouse.readings (
    reading_id INT,
    degrees NUMBER(4, 1),
    fahrenheit NUMBER(5, 1) AS (degrees * 9 / 5 + 32) VIRTUAL
);

SELECT degrees
FROM IDENTIFIER('greenhouse.readings')
ORDER BY offset DESC;

SELECT
    CONNECT_BY_ROOT bed AS first_bed,
    bed
FROM greenhouse.beds
START WITH parent_bed IS NULL
CONNECT BY parent_bed = PRIOR bed;
