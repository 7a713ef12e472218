-- The same steps for several schemas: names come from session variables.
set member_schema = 'club.members';
set refresh_name = 'club.members.refresh';

use schema identifier($member_schema);

create or replace procedure identifier($refresh_name)(first_day date)
returns varchar
language sql
execute as owner
as
$$
begin
    merge into member as t using member_changes as s on t.member_id = s.member_id
    when matched then update set t.full_name = s.full_name;
    return 'done';
end;
$$;

call identifier($refresh_name)('2031-01-01');

insert into member (member_id, full_name, left_on) values (1, 'Ada', null), (2, 'Bo', NULL);

select
    town,
    joined_year,
    count(*) as members,
    listagg(distinct (full_name), ', ') as names
from member
group by town, cube (town, joined_year)
order by town, joined_year;

select *
from values (1, 'gold', null), (2, 'silver', 5) as grades (grade_id, label, rank);
