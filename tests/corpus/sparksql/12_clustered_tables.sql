CREATE TABLE readings (
    meter INT,
    taken TIMESTAMP
)
USING delta
CLUSTER BY
(meter, taken)
COMMENT 'by meter';

CREATE TABLE copied
CLUSTER BY (
    meter
)
AS SELECT meter FROM readings;
