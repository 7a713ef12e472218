-- Queries as they were found in the console's history.
select  date(from_iso8601_timestamp(eventtime)) d, eventname,count(*) c from cloudtrail.logs
where year='2025' and month='03' and useridentity.type='Root' group by 1,2 order by c desc limit 50

;
SELECT
  useridentity.username usr
  ,sourceipaddress IP
  ,count(DISTINCT eventname) AS Events
FROM cloudtrail.logs
WHERE errorcode IN ('AccessDenied','UnauthorizedOperation')
AND eventtime > to_iso8601(current_timestamp - interval '7' day)
GROUP BY useridentity.username, sourceipaddress
HAVING COUNT(*)>5;

create external table if not exists logs.waf(
`timestamp` bigint,
  action string,
    httprequest struct<clientip:string,uri:string,headers:array<struct<name:string,value:string>>>,
  labels array<struct<name:string>>)
partitioned by (`day` string)
row format serde 'org.openx.data.jsonserde.JsonSerDe'
with serdeproperties ('ignore.malformed.json'='true')
stored as inputformat 'org.apache.hadoop.mapred.TextInputFormat' outputformat 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
location 's3://example-waf/'
tblproperties ('projection.enabled'='true','projection.day.type'='date');

SELECT w.action, h.name , h.value from logs.waf w cross join unnest(w.httprequest.headers) as t(h) where lower(h.name)='user-agent' and w.action!='ALLOW';

with a as (select action,count(*) n from logs.waf group by action),
b as (select 1 as one)
select a.action, a.n*100.0/sum(a.n) over () pct, case when a.n>10 then 'many' when a.n>5 then 'some' else null end as size from a;

select * from (select action, row_number() over (partition by action order by "timestamp" desc) rn from logs.waf) where rn=1;

unload (select action,httprequest.uri from logs.waf) to 's3://example-out/waf/' with (format='TEXTFILE',field_delimiter='|');

Select Action From logs.waf Union Select action From logs.waf_old;

insert into logs.waf_daily select action, date_format(from_unixtime("timestamp"/1000),'%Y-%m-%d'), count(*) from logs.waf group by 1,2;

drop table if exists logs.waf_old;
