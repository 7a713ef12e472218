CREATE OR REPLACE PROCEDURE events.clean(days INTEGER)
LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM events.page_views WHERE seen_at < GETDATE() - days;
    RAISE INFO 'done';
END;
$$;

CALL events.clean(30);

CREATE FUNCTION events.host(url VARCHAR)
RETURNS VARCHAR
STABLE
AS $$
    import re
    return re.sub('/.*', '', url)
$$ LANGUAGE plpythonu;

BEGIN;
DELETE FROM events.page_views USING staging WHERE page_views.view_id = staging.view_id;
INSERT INTO events.page_views (user_id, url, seen_at) SELECT user_id, url, seen_at FROM staging;
UPDATE events.page_views SET country = u.country FROM events.users AS u WHERE u.user_id = page_views.user_id;
MERGE INTO events.users USING staging ON users.user_id = staging.user_id WHEN MATCHED THEN UPDATE SET country = staging.country WHEN NOT MATCHED THEN INSERT VALUES (staging.user_id, staging.country);
END;

select u.user_id,count(*) Views ,max(v.seen_at) last_seen
from events.users u join events.page_views v on v.user_id=u.user_id
where u.country='DE' and v.url!='/' group by 1 having count(*)>1 order by Views desc,1;
SELECT user_id FROM events.users WHERE country = NULL UNION SELECT user_id FROM events.page_views;
SELECT DISTINCT(country), nvl(country,'x') FROM events.users;
create table events.copy_of_users distkey(user_id) as select * from events.users;
