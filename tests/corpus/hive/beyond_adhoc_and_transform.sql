-- What the vendor takes and SQLFluff does not.

SELECT TRANSFORM (user_id, url)
USING 'python3 sessions.py'
AS (user_id BIGINT, session_no INT)
FROM weblog.hits
CLUSTER BY user_id;

ALTER TABLE weblog.hits_bucketed PARTITION (day = '2025-03-01') CONCATENATE;

ANALYZE TABLE weblog.hits_bucketed PARTITION (day) COMPUTE STATISTICS;

CREATE TEMPORARY FUNCTION slug AS 'com.example.Slug' USING JAR 'hdfs:///jars/slug.jar';
