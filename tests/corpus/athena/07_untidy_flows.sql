select source_address,COUNT(*) flows, sum(bytes) as Bytes from watch.flow_logs
where day='2031/02/01' group by 1 order by flows desc,source_address;

SELECT f.target_port , t.bytes FROM watch.flow_logs f LEFT JOIN watch.daily_talkers t
ON f.source_address=t.source_address WHERE t.bytes=NULL;

with hot as (select source_address from watch.daily_talkers where bytes>1000000)
select distinct(h.source_address) from hot h join watch.flow_logs on flow_logs.source_address = h.source_address;

SELECT CASE WHEN action = 'ACCEPT' THEN 'yes' ELSE NULL END AS taken, cast(bytes as double)/1024 kb
FROM watch.flow_logs UNION SELECT 'none', 0 FROM watch.daily_talkers;
drop table if exists watch.old_talkers;
