CREATE VIEW wms.open_picks
AS
SELECT
    p.pick_id,
    p.bin_code
FROM wms.picks AS p
WHERE p.done_at IS NULL
GO

-- The first statement of a batch, guarded against what may stand before it.
;WITH per_bin AS (
    SELECT
        o.bin_code,
        COUNT(*) AS picks
    FROM wms.open_picks AS o
    GROUP BY o.bin_code
)

SELECT
    b.bin_code,
    b.picks
INTO #busy_bins
FROM per_bin AS b
WHERE b.picks > 20;
GO

GRANT SELECT ON wms.open_picks TO PUBLIC;
GRANT EXECUTE ON SCHEMA::wms TO warehouse_app, public;
DENY DELETE ON OBJECT::wms.picks TO public CASCADE;
REVOKE VIEW DEFINITION ON SCHEMA::wms FROM PUBLIC;
GO

EXEC wms.rebuild_bins @site = 'north';
GO
;DELETE FROM #busy_bins WHERE picks < 30
GO
