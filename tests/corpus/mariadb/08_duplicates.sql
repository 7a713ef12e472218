# Finds members that were entered twice.
use library;

create temporary table twins
(
    kept_id int unsigned not null,
    gone_id int unsigned not null, # the later one
    primary key (kept_id, gone_id)
);

insert into twins
select
    a.member_id, b.member_id
from
    members a
    inner join members b
        on a.member_name=b.member_name
        and a.born_on=b.born_on
        and a.member_id<b.member_id;

select t.kept_id, count(*)
from twins t
    inner join members using (member_id)
    group by t.kept_id;

update loans l, twins t
set l.member_id = t.kept_id
where l.member_id = t.gone_id;

delete m from members m inner join twins t on m.member_id = t.gone_id;

WITH RECURSIVE months AS (
    SELECT DATE('2024-01-01') AS month
    UNION ALL
    SELECT month + INTERVAL 1 MONTH FROM months WHERE month < '2024-12-01'
)

SELECT
    months.month,
    COALESCE(SUM(l.fee), 0) AS fees,
    ROW_NUMBER() OVER (ORDER BY COALESCE(SUM(l.fee), 0) DESC) AS place
FROM months
LEFT JOIN loans AS l
    ON l.lent_on >= months.month AND l.lent_on < months.month + INTERVAL 1 MONTH
GROUP BY months.month
ORDER BY months.month;

SELECT member_id FROM members
EXCEPT
SELECT member_id FROM loans
INTERSECT
SELECT member_id FROM reminders;

drop temporary table if exists twins;
ANALYZE TABLE loans;
OPTIMIZE TABLE members;
SHOW CREATE TABLE loans;
FLUSH TABLES;
