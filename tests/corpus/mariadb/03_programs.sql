DELIMITER $$

CREATE OR REPLACE PROCEDURE book_room(
    IN p_room INT,
    IN p_guest VARCHAR(120),
    IN p_from DATE,
    IN p_to DATE,
    OUT p_booking BIGINT
)
BEGIN
    DECLARE v_taken INT DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
        ROLLBACK;
        RESIGNAL;
    END;

    START TRANSACTION;
    SELECT COUNT(*) INTO v_taken
    FROM booking
    WHERE room_id = p_room AND starts_on < p_to AND ends_on > p_from
    FOR UPDATE;
    IF v_taken > 0 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the room is taken';
    END IF;
    INSERT INTO booking (room_id, guest, starts_on, ends_on)
    VALUES (p_room, p_guest, p_from, p_to);
    SET p_booking = LAST_INSERT_ID();
    COMMIT;
END$$

CREATE FUNCTION price_of(p_room INT, p_nights INT) RETURNS DECIMAL(10, 2)
READS SQL DATA
BEGIN
    DECLARE v_price DECIMAL(8, 2);
    SELECT price INTO v_price FROM room WHERE room_id = p_room;
    CASE
        WHEN p_nights >= 7 THEN SET v_price = v_price * 0.9;
        WHEN p_nights >= 3 THEN SET v_price = v_price * 0.95;
        ELSE SET v_price = v_price;
    END CASE;
    RETURN v_price * p_nights;
END$$

CREATE TRIGGER booking_before_insert BEFORE INSERT ON booking
FOR EACH ROW
BEGIN
    IF NEW.ends_on <= NEW.starts_on THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a booking ends after it starts';
    END IF;
END$$

CREATE EVENT drop_old_bookings
ON SCHEDULE EVERY 1 DAY
DO
    DELETE FROM booking WHERE ends_on < CURRENT_DATE - INTERVAL 5 YEAR$$

DELIMITER ;

CALL book_room(1, 'Bob', '2025-04-01', '2025-04-05', @booking);

SELECT @booking AS booking_id, price_of(1, 4) AS price;

SHOW CREATE PROCEDURE book_room;

DROP PROCEDURE IF EXISTS book_old_room;
