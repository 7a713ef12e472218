-- Tenants, members and invitations.
BEGIN;

CREATE EXTENSION IF NOT EXISTS "pgcrypto";
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;

CREATE TYPE member_role AS ENUM ('owner', 'editor', 'viewer');

CREATE TABLE IF NOT EXISTS tenants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug citext NOT NULL UNIQUE,
    display_name text NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}'::jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);

CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    email citext NOT NULL,
    role member_role NOT NULL DEFAULT 'viewer',
    last_seen inet,
    tags text[] NOT NULL DEFAULT '{}',
    CONSTRAINT members_once UNIQUE (tenant_id, email),
    CONSTRAINT members_mail CHECK (email ~* '^[^@]+@[^@]+$')
);

CREATE INDEX CONCURRENTLY IF NOT EXISTS members_by_role ON members USING btree (tenant_id, role);
CREATE INDEX members_tags ON members USING gin (tags);
CREATE INDEX tenants_alive ON tenants (slug) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX ON members ((lower(email::text)));

COMMENT ON TABLE members IS 'People of a tenant';
COMMENT ON COLUMN members.role IS 'What they may do';

ALTER TABLE members
    ADD COLUMN invited_by bigint REFERENCES members (id),
    ADD COLUMN accepted_at timestamptz,
    ALTER COLUMN tags SET DEFAULT array[]::text[];

ALTER TABLE members ENABLE ROW LEVEL SECURITY;
CREATE POLICY members_of_tenant ON members
    USING (tenant_id = current_setting('app.tenant')::uuid)
    WITH CHECK (tenant_id = current_setting('app.tenant')::uuid);

GRANT SELECT, INSERT, UPDATE ON members TO app_user;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO app_user;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO readers;

COMMIT;
