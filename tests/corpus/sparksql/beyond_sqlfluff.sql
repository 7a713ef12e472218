-- What Spark and Delta take and SQLFluff does not.
ANALYZE TABLE orders COMPUTE STATISTICS FOR ALL COLUMNS;

ALTER TABLE plays ADD IF NOT EXISTS PARTITION (film_id = 17) LOCATION '/warehouse/media/plays/17';

CREATE OR REPLACE FUNCTION media.to_minutes AS 'com.example.udf.ToMinutes' USING JAR '/libs/udf.jar';
