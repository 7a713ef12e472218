-- Columns as other systems declare them, changed by statements that are not only Hive's.

CREATE TABLE IF NOT EXISTS depot.parcel (
    parcel_id INT(11) COMMENT 'as the source has it',
    sender VARCHAR(80),
    state CHAR(1),
    weight DECIMAL(10, 3)
)
STORED AS ORC;

ALTER TABLE depot.parcel ADD COLUMN insured BOOLEAN;
ALTER TABLE depot.parcel MODIFY COLUMN state VARCHAR(3);

SELECT
    CAST(parcel_id AS VARCHAR(20)) AS parcel_key,
    CAST(weight AS DECIMAL(12, 4)) AS exact_weight
FROM depot.parcel
WHERE state == 'D' AND sender <=> 'none';
