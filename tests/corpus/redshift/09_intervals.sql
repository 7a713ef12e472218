select
    session_id,
    started + INTERVAL '30 minutes' as expires,
    interval '1' day as one_day,
    Interval '2 hours' * 3 as six_hours
from web.sessions
where started > getdate() - interval '7 days' and ended::INTERVAL is not null;

SELECT s.session_id
FROM web.sessions AS sessions, web.visits AS s
WHERE s.visited < sysdate - interval '1 year';
