-- What the vendor takes and SQLFluff does not.

REPLACE PROCEDURE telco.close_tariff (IN p_tariff INTEGER)
BEGIN
    UPDATE telco.tariff SET valid_to = CURRENT_DATE WHERE tariff_id = p_tariff;
END;

REPLACE MACRO telco.calls_of (caller VARCHAR(20)) AS (
    SELECT call_id FROM telco.call_record WHERE caller_no = :caller;
);

EXEC telco.calls_of ('4917012345');

BT;

LOCKING TABLE telco.tower FOR WRITE
DELETE FROM telco.tower WHERE tower_id = 7;

ET;

HELP TABLE telco.tower;

SHOW TABLE telco.tower;
