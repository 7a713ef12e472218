-- What is inside of the settings of tenants.
SELECT
    t.slug,
    t.settings ->> 'theme' AS theme,
    t.settings -> 'limits' ->> 'seats' AS seats,
    (t.settings #>> '{billing,plan}') AS plan,
    t.settings @> '{"beta": true}'::jsonb AS in_beta,
    jsonb_array_length(coalesce(t.settings -> 'domains', '[]'::jsonb)) AS domains
FROM tenants AS t
WHERE t.settings ? 'billing' AND t.deleted_at IS NULL
ORDER BY t.slug NULLS LAST;

SELECT t.slug, d.domain, d.position
FROM tenants AS t
CROSS JOIN LATERAL jsonb_array_elements_text(t.settings -> 'domains') WITH ORDINALITY AS d (domain, position)
WHERE d.domain ILIKE '%.example.com';

SELECT
    date_trunc('week', m.accepted_at) AS week,
    count(*) FILTER (WHERE m.role = 'owner') AS owners,
    count(*) FILTER (WHERE m.role <> 'owner') AS others,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY m.id) AS median_id,
    string_agg(DISTINCT m.email::text, ', ' ORDER BY m.email::text) AS emails,
    array_agg(m.id ORDER BY m.id DESC) AS ids
FROM members AS m
WHERE m.accepted_at >= now() - INTERVAL '90 days'
GROUP BY date_trunc('week', m.accepted_at)
HAVING count(*) > 1;

UPDATE tenants
SET settings = jsonb_set(settings, '{limits,seats}', to_jsonb(25), TRUE)
WHERE slug = ANY(array['acme', 'globex'])
RETURNING id, settings;

SELECT id, tags[1] AS first_tag, tags[2:3] AS next_tags, cardinality(tags) AS tag_count
FROM members WHERE 'vip' = any(tags) AND tags && array['a', 'b'];

SELECT DISTINCT ON (tenant_id) tenant_id, email, accepted_at
FROM members
ORDER BY tenant_id, accepted_at DESC;

select
  g::date as day, count(m.id) as joined
from generate_series('2025-01-01'::date, '2025-01-31'::date, interval '1 day') as g
left join members m on m.accepted_at::date = g::date
group by g
order by g;
