{{ config(materialized='incremental', unique_key='member_key') }}

{%- set hash_column = 'row_hash' -%}

with members as (
    select
        member_id,
        full_name,
        coalesce(member_id::varchar, '') as member_code,
        hash(full_name, home_town) as {{ hash_column }}
    from {{ ref('stg_members') }} m
    left outer join {{ ref('int_towns') }} t on (t.town_id = m.town_id)
),

known as (
    {% if is_incremental() -%}
        select
            member_code,
            {{ hash_column }}
        from {{ this }}
    {%- else -%}
        select
            null::varchar as member_code,
            null::integer as {{ hash_column }}
        limit 0
    {%- endif %}
),

added as (
    select
        members.*,
        sysdate() as loaded_at
    from members
    left outer join known on members.member_code = known.member_code
    where known.member_code is null
),

changed as (
    select
        members.*,
        sysdate() as loaded_at
    from members
    inner join known on members.member_code = known.member_code
    where members.{{ hash_column }} != known.{{ hash_column }}
)

select * from added
union all
select * from changed
