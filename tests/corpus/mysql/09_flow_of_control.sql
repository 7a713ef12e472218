DELIMITER $$
CREATE DEFINER = `root`@`localhost` PROCEDURE `settle_invoices`(IN `up_to` DATE, INOUT `settled` INT)
    READS SQL DATA
    COMMENT 'settles what is paid'
BEGIN
    DECLARE total DECIMAL(12, 2) DEFAULT 0.00;
    DECLARE tries TINYINT UNSIGNED DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        ROLLBACK;
        RESIGNAL;
    END;

    START TRANSACTION;
    SELECT SUM(amount) INTO total FROM invoices WHERE due_on <= up_to AND paid_on IS NOT NULL;

    IF total IS NULL THEN
        SET settled = 0;
    ELSEIF total > 100000 THEN
        SET settled = -1;
    ELSE
        WHILE tries < 3 DO
            UPDATE invoices SET state = 'settled' WHERE due_on <= up_to LIMIT 500;
            SET tries = tries + 1;
        END WHILE;
        REPEAT
            SET tries = tries - 1;
        UNTIL tries = 0 END REPEAT;
        CASE
            WHEN total < 10 THEN SET settled = 1;
            ELSE SET settled = 2;
        END CASE;
    END IF;
    COMMIT;
END$$

CREATE FUNCTION vat(amount DECIMAL(12, 2), country CHAR(2)) RETURNS DECIMAL(12, 2)
    DETERMINISTIC NO SQL
BEGIN
    DECLARE rate DECIMAL(5, 4);
    SET rate = CASE country WHEN 'DE' THEN 0.19 WHEN 'FR' THEN 0.20 ELSE 0 END;
    RETURN ROUND(amount * rate, 2);
END$$
DELIMITER ;

SET @settled = 0;
CALL settle_invoices('2025-06-30', @settled);
SELECT vat(100, 'DE'), vat(amount, country) FROM invoices;
