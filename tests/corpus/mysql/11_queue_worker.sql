-- A queue of mails that stored programs empty in slices.
DROP PROCEDURE IF EXISTS send_slice;
DROP PROCEDURE IF EXISTS drain_queue;

DELIMITER $$

CREATE PROCEDURE send_slice (IN slice_size INT, OUT sent INT)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
BEGIN
    DECLARE exhausted BOOL DEFAULT FALSE;
    DECLARE mail BIGINT UNSIGNED;
    DECLARE waiting CURSOR FOR
        SELECT mail_id FROM outgoing_mail
         WHERE sent_at IS NULL
         ORDER BY queued_at
         LIMIT 500;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET exhausted = TRUE;

    SET sent = 0;
    OPEN waiting;
    -- The condition goes over two lines.
    WHILE (sent < slice_size
           AND exhausted = FALSE) DO
        FETCH waiting INTO mail;
        IF exhausted THEN
            SET sent = sent;
        ELSE
            UPDATE outgoing_mail SET sent_at = NOW() WHERE mail_id = mail;
            SET sent = sent + 1;
        END IF;
    END WHILE;
    CLOSE waiting;
END$$

CREATE PROCEDURE drain_queue ()
BEGIN
    DECLARE left_over INT DEFAULT 0;
    DECLARE rounds INT DEFAULT 0;
    SELECT COUNT(*) INTO left_over FROM outgoing_mail WHERE sent_at IS NULL;

    WHILE
        left_over > 0 DO
        CALL send_slice(100, @sent);
        SET left_over = left_over - @sent, rounds = rounds + 1;
    END WHILE;

    WHILE rounds > 0
        AND left_over = 0 DO
        INSERT INTO drain_log (finished_at, round_no) VALUES (NOW(), rounds);
        SET rounds = rounds - 1;
    END WHILE;

    WHILE left_over < 3 DO SET left_over = left_over + 1;
    END WHILE;

    retry: REPEAT
        SET rounds = rounds + 1;
        IF rounds > 5 THEN LEAVE retry; END IF;
    UNTIL rounds >= 10
    END REPEAT retry;
END$$

DELIMITER ;

CALL drain_queue();
