create external schema if not exists spectrum
from data catalog
database 'lake'
iam_role 'arn:aws:iam::123456789012:role/spectrum'
create external database if not exists;

create external table spectrum.clicks (
    user_id bigint,
    url varchar(2048),
    clicked_at timestamp
)
partitioned by (day date)
stored as parquet
location 's3://lake/clicks/';

create table if not exists stage.clicks (
    user_id bigint not null encode az64 distkey,
    url varchar(2048) encode zstd,
    clicked_at timestamp encode raw sortkey,
    payload super,
    id bigint identity(1, 1),
    loaded_at timestamp default sysdate
)
diststyle key;

create table stage.clicks_copy (like stage.clicks including defaults);

create temp table recent distkey (user_id) compound sortkey (clicked_at, user_id) as
select * from stage.clicks where clicked_at > dateadd(day, -3, getdate());

copy stage.clicks (user_id, url, clicked_at)
from 's3://lake/raw/clicks.manifest'
iam_role 'arn:aws:iam::123456789012:role/loader'
format as csv
delimiter ','
ignoreheader 1
timeformat 'auto'
gzip
manifest
maxerror 10
region 'eu-central-1';

copy stage.events from 's3://lake/raw/events/' iam_role default format as json 'auto ignorecase' truncatecolumns blanksasnull;

begin;

delete from marts.clicks using stage.clicks as s where marts.clicks.id = s.id;

insert into marts.clicks select * from stage.clicks;

end;

merge into marts.users using stage.users as s on marts.users.id = s.id
when matched then update set name = s.name
when not matched then insert (id, name) values (s.id, s.name);

alter table marts.clicks append from stage.clicks;

alter table marts.clicks alter distkey user_id;

alter table marts.clicks alter sortkey auto;

vacuum delete only marts.clicks to 99 percent;

analyze compression stage.clicks;

create materialized view marts.mv_daily
auto refresh yes
as select user_id, count(*) as clicks from marts.clicks group by user_id;

refresh materialized view marts.mv_daily;

create datashare partners set publicaccessible true;

alter datashare partners add schema marts;

grant usage on datashare partners to account '123456789012';

grant select on all tables in schema marts to group analysts;

grant role reader to bob;

create user loader password disable;

create or replace function f_double(x float) returns float immutable as $$ return x * 2 $$ language plpythonu;

create function f_net(float) returns float stable as $$ select $1 / 1.19 $$ language sql;
