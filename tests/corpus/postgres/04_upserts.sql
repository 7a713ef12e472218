INSERT INTO tenants (slug, display_name)
VALUES ('acme', 'Acme'), ('globex', 'Globex')
ON CONFLICT (slug) DO UPDATE
    SET display_name = EXCLUDED.display_name, deleted_at = NULL
    WHERE tenants.deleted_at IS NOT NULL
RETURNING id, slug;

INSERT INTO members (tenant_id, email)
SELECT t.id, lower(i.email)
FROM invitations AS i
JOIN tenants AS t ON t.slug = i.tenant_slug
WHERE i.sent_at > now() - '7 days'::interval
ON CONFLICT ON CONSTRAINT members_once DO NOTHING;

WITH moved AS (
    DELETE FROM invitations
    USING members
    WHERE invitations.email = members.email
    RETURNING invitations.*
)

INSERT INTO accepted_invitations
SELECT * FROM moved;

UPDATE members AS m
SET role = 'editor', accepted_at = coalesce(m.accepted_at, now())
FROM tenants AS t
WHERE m.tenant_id = t.id AND t.slug = 'acme' AND m.role = 'viewer';

DELETE FROM members AS m
USING tenants AS t
WHERE t.id = m.tenant_id
    AND t.deleted_at < now() - interval '30 days';

SELECT id FROM jobs
WHERE state = 'waiting' AND run_at <= now()
ORDER BY priority DESC, id
LIMIT 20
FOR UPDATE SKIP LOCKED;

COPY members (tenant_id, email, role) FROM '/tmp/members.csv' WITH (FORMAT csv, HEADER);
COPY (SELECT slug, display_name FROM tenants) TO STDOUT WITH CSV HEADER;

LOCK TABLE members IN SHARE ROW EXCLUSIVE MODE;
TRUNCATE TABLE invitations RESTART IDENTITY CASCADE;
ANALYZE members;
VACUUM (VERBOSE, ANALYZE) tenants;
EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM members WHERE email = 'a@example.com';
SET LOCAL statement_timeout = '5s';
REFRESH MATERIALIZED VIEW CONCURRENTLY member_counts;
