-- Columns with what their types and tables check.

CREATE OR REPLACE TABLE lab.samples.reading (
    reading_id NUMBER(38, 0) AUTOINCREMENT START 1 INCREMENT 1,
    station VARCHAR(20) COLLATE "en-ci" COMMENT 'as it is painted on the door',
    embedding VECTOR(FLOAT, 256),
    degrees NUMBER(5, 2) NOT NULL,
    CONSTRAINT believable CHECK (degrees > -60 AND degrees < 60) NOT ENFORCED,
    CHECK (reading_id > 0)
);
