-- What the vendor takes and SQLFluff does not.

CREATE OR REPLACE PROCEDURE claims.close_claim (
    IN p_claim_id BIGINT,
    IN p_paid DECIMAL(15, 2),
    OUT p_state SMALLINT
)
LANGUAGE SQL
MODIFIES SQL DATA
BEGIN
    DECLARE v_amount DECIMAL(15, 2);
    DECLARE SQLSTATE CHAR(5) DEFAULT '00000';
    DECLARE CONTINUE HANDLER FOR NOT FOUND
        SET p_state = -1;

    SELECT amount INTO v_amount
    FROM claims.claim
    WHERE claim_id = p_claim_id;

    IF v_amount IS NULL THEN
        SIGNAL SQLSTATE '75001' SET MESSAGE_TEXT = 'this claim has no amount';
    ELSEIF p_paid > v_amount THEN
        SET p_state = 2;
    ELSE
        SET p_state = 1;
    END IF;

    UPDATE claims.claim
    SET state = p_state, closed_at = CURRENT TIMESTAMP
    WHERE claim_id = p_claim_id;
END;

CREATE OR REPLACE FUNCTION claims.age_in_years (p_born DATE, p_on DATE)
RETURNS INTEGER
LANGUAGE SQL
DETERMINISTIC
NO EXTERNAL ACTION
RETURN YEAR(p_on - p_born);

CREATE OR REPLACE TRIGGER claims.claim_changed
    AFTER UPDATE OF amount ON claims.claim
    REFERENCING OLD AS o NEW AS n
    FOR EACH ROW MODE DB2SQL
    WHEN (n.amount <> o.amount)
    INSERT INTO claims.claim_history (claim_id, amount_before, amount_after, changed_at)
    VALUES (n.claim_id, o.amount, n.amount, CURRENT TIMESTAMP);
