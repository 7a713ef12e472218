CREATE OR REPLACE STREAM raw_events_changes ON TABLE raw_events APPEND_ONLY = TRUE;

CREATE OR REPLACE TASK merge_orders
    WAREHOUSE = transform_wh
    SCHEDULE = 'USING CRON 0 * * * * Europe/Berlin'
    WHEN SYSTEM$STREAM_HAS_DATA('raw_events_changes')
AS
MERGE INTO core.orders AS t
USING (
    SELECT
        body:id::NUMBER AS order_id,
        body:state::VARCHAR AS state,
        body:amount::NUMBER(12, 2) AS amount
    FROM raw_events_changes
) AS s
    ON t.order_id = s.order_id
WHEN MATCHED AND s.state = 'deleted' THEN DELETE
WHEN MATCHED THEN UPDATE SET t.state = s.state, t.amount = s.amount
WHEN NOT MATCHED THEN INSERT (order_id, state, amount) VALUES (s.order_id, s.state, s.amount);

ALTER TASK merge_orders RESUME;
ALTER TASK merge_orders SUSPEND;
EXECUTE TASK merge_orders;

CREATE OR REPLACE PROCEDURE core.clean_orders(days FLOAT)
RETURNS VARCHAR
LANGUAGE JAVASCRIPT
EXECUTE AS CALLER
AS
$$
    var stmt = snowflake.createStatement({
        sqlText: "DELETE FROM core.orders WHERE state = 'void' AND changed_at < DATEADD(day, -?, CURRENT_DATE)",
        binds: [DAYS]
    });
    stmt.execute();
    return "done";
$$;

CREATE OR REPLACE FUNCTION core.net(gross NUMBER(12, 2), rate FLOAT)
RETURNS NUMBER(12, 2)
LANGUAGE SQL
AS
'gross / (1 + rate)';

CREATE OR REPLACE FUNCTION core.split_words(words VARCHAR)
RETURNS TABLE (word VARCHAR)
AS
$$
    SELECT value::VARCHAR FROM TABLE(SPLIT_TO_TABLE(words, ' '))
$$;

CALL core.clean_orders(30);
SELECT core.net(119, 0.19) AS net;
SELECT w.word FROM TABLE(core.split_words('a b c')) AS w;
SHOW TASKS LIKE 'merge%' IN SCHEMA core;
DESCRIBE TABLE core.orders;
