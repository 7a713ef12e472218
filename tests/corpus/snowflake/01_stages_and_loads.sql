-- Files that arrive, and the table that they land in.
USE ROLE loader;
USE WAREHOUSE load_wh;
USE SCHEMA raw.events;

CREATE OR REPLACE FILE FORMAT json_lines
    TYPE = JSON
    STRIP_OUTER_ARRAY = TRUE
    COMPRESSION = AUTO;

CREATE STAGE IF NOT EXISTS landing
    URL = 's3://example-landing/events/'
    STORAGE_INTEGRATION = s3_landing
    FILE_FORMAT = (FORMAT_NAME = 'json_lines');

CREATE OR REPLACE TABLE raw_events (
    loaded_at TIMESTAMP_NTZ DEFAULT CURRENT_TIMESTAMP(),
    file_name VARCHAR,
    row_no NUMBER(38, 0),
    body VARIANT
)
CLUSTER BY (TO_DATE(loaded_at))
DATA_RETENTION_TIME_IN_DAYS = 7
COMMENT = 'One row a line';

COPY INTO raw_events (file_name, row_no, body)
FROM (
    SELECT
        METADATA$FILENAME,
        METADATA$FILE_ROW_NUMBER,
        $1
    FROM @landing/2025/
)
PATTERN = '.*[.]json[.]gz'
ON_ERROR = 'SKIP_FILE'
PURGE = FALSE;

CREATE PIPE IF NOT EXISTS events_pipe
    AUTO_INGEST = TRUE
AS
COPY INTO raw_events (body) FROM (SELECT $1 FROM @landing);

LIST @landing PATTERN = '.*2025.*';
PUT file:///tmp/events.json @~/staged AUTO_COMPRESS = TRUE;
GET @~/staged file:///tmp/back/;
REMOVE @~/staged;

SELECT $1:id::STRING AS id, $1:kind::STRING AS kind
FROM @landing (FILE_FORMAT => 'json_lines', PATTERN => '.*[.]json')
LIMIT 10;

COPY INTO @landing/export/
FROM (SELECT * FROM raw_events WHERE loaded_at > DATEADD(DAY, -1, CURRENT_TIMESTAMP()))
FILE_FORMAT = (TYPE = PARQUET)
OVERWRITE = TRUE;

ALTER PIPE events_pipe SET PIPE_EXECUTION_PAUSED = TRUE;
DROP STAGE IF EXISTS old_landing;
