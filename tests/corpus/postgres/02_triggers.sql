-- Keeps updated_at, and writes what changed.
CREATE OR REPLACE FUNCTION touch_updated_at() RETURNS trigger AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER tenants_touch
BEFORE UPDATE ON tenants
FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

CREATE OR REPLACE FUNCTION log_change()
RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = public
AS $function$
DECLARE
    who text := current_setting('app.user', true);
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO change_log (table_name, row_id, who, old_row)
        VALUES (TG_TABLE_NAME, OLD.id, who, to_jsonb(OLD));
        RETURN OLD;
    END IF;
    INSERT INTO change_log (table_name, row_id, who, old_row, new_row)
    VALUES (TG_TABLE_NAME, NEW.id, who, to_jsonb(OLD), to_jsonb(NEW));
    RETURN NEW;
END;
$function$;

CREATE TRIGGER members_log
AFTER INSERT OR UPDATE OR DELETE ON members
FOR EACH ROW
WHEN (pg_trigger_depth() < 1)
EXECUTE PROCEDURE log_change();

CREATE FUNCTION add_days(d date, n integer DEFAULT 1) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS 'SELECT d + n';

CREATE OR REPLACE PROCEDURE archive_month(month_start date)
LANGUAGE plpgsql
AS $$
DECLARE
    moved integer;
BEGIN
    WITH gone AS (
        DELETE FROM events
        WHERE happened_at >= month_start
        RETURNING *
    )
    INSERT INTO events_archive SELECT * FROM gone;
    GET DIAGNOSTICS moved = ROW_COUNT;
    RAISE NOTICE 'moved % rows', moved;
END
$$;

CALL archive_month('2025-01-01');
DROP TRIGGER IF EXISTS members_log ON members;
ALTER TABLE members DISABLE TRIGGER ALL;

DO $$
BEGIN
    PERFORM pg_sleep(0);
END;
$$;
