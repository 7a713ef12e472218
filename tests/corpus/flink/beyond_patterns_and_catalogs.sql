-- What the vendor takes and SQLFluff does not.

CREATE TABLE readings_out WITH ('connector' = 'print') LIKE readings (EXCLUDING ALL);

INSERT OVERWRITE readings_out PARTITION (sensor = 'a1')
SELECT
    degrees,
    `at`
FROM readings
WHERE sensor = 'a1';

ALTER TABLE readings SET ('scan.parallelism' = '4');
