-- What the vendor takes and SQLFluff does not.

REFRESH MATERIALIZED VIEW depot_days;
