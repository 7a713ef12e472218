select crane_id,sensor, MAX(reading) highest, Min( reading ) as lowest
from raw_readings where day='2031-05-02'
group by 1, sensor
order by crane_id desc nulls last limit 10;

SELECT r.crane_id , c.label, sensor
FROM raw_readings r LEFT JOIN cranes c ON r.crane_id=c.crane_id
WHERE c.label<>NULL and r.reading  > 3.5;

select distinct(crane_id) from daily_readings;

insert into daily_readings partition (day='2031-05-03') select crane_id, sensor, count(*), 0, 0 from raw_readings group by crane_id, sensor;

SELECT CASE WHEN reading > 10 THEN 'high' WHEN reading > 5 THEN 'mid' END AS class,
       ifnull(reading,0) AS value
  FROM raw_readings
 WHERE sensor IN ('load','wind') AND NOT crane_id = 4
UNION
SELECT 'none',0 FROM cranes;

drop table if exists tmp_readings purge;
truncate table daily_readings;
