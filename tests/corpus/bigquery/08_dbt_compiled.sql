/* {"app": "dbt", "node_id": "model.acme.fct_sessions"} */
create or replace table `acme-prod`.`marts`.`fct_sessions`
partition by timestamp_trunc(started_at, day)
cluster by user_id
options (
    description = """one row a session"""
)
as (

    with events as (

        select * from `acme-prod`.`staging`.`stg_events`
        where date(happened_at) >= date_sub(current_date(), interval 3 day)

    ),

    sessions as (

        select
            session_id,
            user_id,
            min(happened_at) as started_at,
            max(happened_at) as ended_at,
            countif(event_name = 'purchase') > 0 as has_purchase,
            array_agg(struct(event_name, happened_at) order by happened_at asc limit 100) as events
        from events
        group by 1, 2

    ),

    final as (

        select
            to_hex(md5(cast(coalesce(cast(session_id as string), '_null_') || '-' || coalesce(cast(user_id as string), '_null_') as string))) as session_key,
            sessions.*,
            timestamp_diff(ended_at, started_at, second) as seconds
        from sessions
        left join `acme-prod`.`staging`.`stg_users` as users
            using (user_id)
        where users.deleted_at is null

    )

    select * from final

);
