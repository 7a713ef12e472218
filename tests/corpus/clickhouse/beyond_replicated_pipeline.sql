-- What the vendor takes and SQLFluff does not.

ALTER TABLE telemetry.event DROP PARTITION 202401;

OPTIMIZE TABLE telemetry.event FINAL;

SYSTEM FLUSH LOGS;

SHOW CREATE TABLE telemetry.event;
