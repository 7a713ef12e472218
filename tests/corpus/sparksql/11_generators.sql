-- Generators with names for their columns, a materialized view, and configuration values.
CREATE OR REPLACE MATERIALIZED VIEW quarry.loads AS SELECT tons FROM quarry.trips;

SELECT tons FROM quarry.trips, LATERAL EXPLODE(stops) AS stop (place);

SELECT tons FROM quarry.trips ORDER BY tons OFFSET 5 ROWS;

SET quarry.label = 'north' || 'west';

SELECT tons FROM delta.`/mnt/quarry/trips` AS trips;
