-- Calls in the words of the standard, and types with their schema, as dumps have them.

create function audit.shorten(pg_catalog.text, width pg_catalog.int4)
returns pg_catalog.text
language sql
immutable
as $$ select substring($1 from 1 for $2) $$;

alter function audit.stamp(time without time zone, timestamp with time zone) parallel safe;

create table audit.note (
    note_id pg_catalog.int8 not null,
    body pg_catalog.varchar(200) default 'none'::pg_catalog.text,
    written pg_catalog.timestamptz
);

select
    substring(body from 3 for 8) as middle,
    substring(body for 8) as start_of_it,
    overlay(body placing '…' from 9 for 3) as cut,
    position('!' in body) as shout,
    xmlserialize(content body as text) as plain
from audit.note;

SELECT
    json_array(note_id, body NULL ON NULL) AS pair,
    json_array(note_id, body ABSENT ON NULL) AS short_pair,
    array_agg(body ORDER BY written LIMIT 3) AS newest
FROM audit.note
GROUP BY note_id
FETCH FIRST 3 ROWS WITH TIES;

ALTER TABLE audit.note ALTER COLUMN note_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.note_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1
);
