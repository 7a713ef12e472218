-- What is shown of tables, and aliases beside a table that has none.
SHOW TABLE depot.parcels;

SHOW TABLES FROM SCHEMA depots.depot;

SHOW COLUMNS FROM TABLE depots.depot.parcels;

SELECT parcel_no
FROM depot.parcels
INNER JOIN depot.routes AS r ON TRUE;
