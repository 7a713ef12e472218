SET NAMES utf8mb4;
SET @old_mode = @@session.sql_mode, @@session.sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE';
SET FOREIGN_KEY_CHECKS= 0;

CREATE TABLE IF NOT EXISTS `library`.`loans`
(
  `loan_id`   BIGINT UNSIGNED  NOT NULL AUTO_INCREMENT,
  `book_id`   INT UNSIGNED     NOT NULL,
  `member_id` INT UNSIGNED     NOT NULL,
  `lent_on`   DATE             NOT NULL DEFAULT CURDATE(),
  `due_on`    DATE             NOT NULL,
  `fee`       DECIMAL(6,2)     NOT NULL DEFAULT 0.00,
  `state`     ENUM('out','back','lost') NOT NULL DEFAULT 'out',
  PRIMARY KEY  (`loan_id`),
  KEY `by_member` (`member_id`,`lent_on`),
  CONSTRAINT `loans_books` FOREIGN KEY (`book_id`) REFERENCES `books` (`book_id`) ON DELETE RESTRICT ON UPDATE CASCADE
)ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO loans (book_id, member_id, due_on)
VALUES (1, 7, CURDATE() + INTERVAL 14 DAY), (2, 7, CURDATE() + INTERVAL 14 DAY)
RETURNING loan_id, due_on;

UPDATE loans AS l
INNER JOIN books AS b ON l.book_id = b.book_id
SET l.fee = l.fee + 0.20 * DATEDIFF(CURDATE(), l.due_on),
    b.is_missing = IF(DATEDIFF(CURDATE(), l.due_on) > 90, 1, 0)
WHERE l.state = 'out' AND l.due_on < CURDATE();

DELIMITER ||

DROP PROCEDURE IF EXISTS remind ||
CREATE PROCEDURE remind (IN days INT)
    MODIFIES SQL DATA
BEGIN
    DECLARE member INT UNSIGNED;
    DECLARE done BOOL DEFAULT FALSE;
    DECLARE late CURSOR FOR
        SELECT DISTINCT member_id FROM loans WHERE state = 'out' AND due_on < CURDATE() - INTERVAL days DAY;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;

    OPEN late;
    next_member: LOOP
        FETCH late INTO member;
        IF done THEN
            LEAVE next_member;
        END IF;
        INSERT IGNORE INTO reminders (member_id, sent_on) VALUES (member, CURDATE());
    END LOOP next_member;
    CLOSE late;
END ||

DELIMITER ;

SELECT
    m.member_name,
    COUNT(*) AS loans,
    GROUP_CONCAT(b.title ORDER BY b.title SEPARATOR '; ') AS titles
FROM loans AS l
INNER JOIN members AS m ON l.member_id = m.member_id
INNER JOIN books AS b ON l.book_id = b.book_id
WHERE l.state = 'out'
GROUP BY m.member_id, m.member_name
HAVING COUNT(*) > 3
ORDER BY loans DESC
LIMIT 10;

SET FOREIGN_KEY_CHECKS= 1;
