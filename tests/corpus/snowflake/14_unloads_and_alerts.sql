UPDATE crm.leads
SET
    owner = DEFAULT,
    touched = CURRENT_TIMESTAMP()
WHERE stage = 'new';

COPY INTO @exports.daily
FROM crm.leads
PARTITION BY
('stage=' || stage)
FILE_FORMAT = (TYPE = PARQUET)
HEADER = TRUE;

CREATE ALERT crm.stale_leads
WAREHOUSE = small_wh
SCHEDULE = '60 MINUTE'
IF (EXISTS (
    SELECT 1 FROM crm.leads
    WHERE touched < DATEADD('day', -3, CURRENT_TIMESTAMP())
))
THEN
CALL crm.remind_owners();

CREATE TABLE crm.places (
    address OBJECT(Street VARCHAR, city VARCHAR NOT NULL),
    tags MAP(VARCHAR, VARCHAR)
);

SHOW TABLES LIKE 'LEAD%'
LIMIT
10;

SELECT
    id
AS id,
    stage
FROM crm.leads;
