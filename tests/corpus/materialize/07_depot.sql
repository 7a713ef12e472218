-- Parcels of a depot, as somebody types who is in a hurry.
create view parcels as select data->>'id' as id,(data->'weight')::float as weight,data->>'to' destination from (select convert_from(data,'utf8')::jsonb as data from parcels_raw);

create materialized view by_destination as
select destination,count(*) n , sum(weight) total from parcels group by destination;

create materialized view heavy as
    select p.id,p.weight,d.driver from parcels p
    left join drivers d on d.town=p.destination
    where p.weight>20 and d.driver is not null;

select p.*, d.driver from parcels p join drivers d on (p.destination = d.town) where p.weight is null or p.weight<>0;

SELECT
    b.destination,
    b.n,
    CASE WHEN b.total > 1000 THEN 'lorry' ELSE 'van' END AS vehicle
FROM by_destination AS b
WHERE b.n > (SELECT avg(x.n) FROM by_destination AS x)
ORDER BY b.n DESC;

WITH hours AS (
    SELECT date_trunc('hour', arrived_at) AS hour, count(*) AS parcels
    FROM arrivals
    GROUP BY 1
)

SELECT h.hour, h.parcels
FROM hours AS h
UNION ALL
SELECT h.hour, 0 AS parcels
FROM empty_hours AS h;

CREATE TABLE IF NOT EXISTS drivers (
    driver text NOT NULL,
    town text,
    since date DEFAULT '2024-01-01'
);
INSERT INTO drivers (driver, town) VALUES ('Ida', 'Lund'), ('Jon', 'Visby');
UPDATE drivers SET town = 'Malmo' WHERE driver = 'Jon';
DELETE FROM drivers WHERE town IS NULL;

CREATE INDEX heavy_by_id ON heavy (id);
DROP VIEW IF EXISTS parcels CASCADE;
DROP MATERIALIZED VIEW heavy;
DROP INDEX highest_by_lot;
DROP TABLE drivers;
SHOW TABLES;
SHOW CLUSTERS;
SHOW SCHEMAS;
SHOW SOURCES;
