DELIMITER //

CREATE PROCEDURE publish_due(IN most INT, OUT published INT)
BEGIN
    DECLARE done INT DEFAULT FALSE;
    DECLARE post_id BIGINT;
    DECLARE due CURSOR FOR SELECT id FROM posts WHERE state = 'draft' AND published_at <= NOW();
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
    SET published = 0;
    OPEN due;
    read_loop: LOOP
        FETCH due INTO post_id;
        IF done OR published >= most THEN
            LEAVE read_loop;
        END IF;
        UPDATE posts SET state = 'public' WHERE id = post_id;
        SET published = published + 1;
    END LOOP;
    CLOSE due;
END//

CREATE FUNCTION reading_time(words INT) RETURNS INT
DETERMINISTIC
RETURN CEIL(words / 220)//

CREATE TRIGGER posts_before_insert BEFORE INSERT ON posts
FOR EACH ROW
BEGIN
    SET NEW.slug = LOWER(NEW.slug);
    IF NEW.title = '' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a post needs a title';
    END IF;
END//

CREATE PROCEDURE count_by_state()
BEGIN
    SELECT state, COUNT(*) AS posts
    FROM posts
    GROUP BY state;
END//

DELIMITER ;

CALL publish_due(10, @published);
SELECT @published AS published, reading_time(900) AS minutes;
DROP PROCEDURE IF EXISTS count_by_state;
DROP TRIGGER posts_before_insert;
DROP FUNCTION IF EXISTS reading_time;
