--
-- View: rights_by_desk
--
-- +------------+-------+---------+
-- | desk       | staff | level   |
-- +------------+-------+---------+

CREATE OR REPLACE
  ALGORITHM = TEMPTABLE
  DEFINER = 'library'@'localhost'
  SQL SECURITY INVOKER
VIEW rights_by_desk (
  desk,
  staff,
  level
) AS
SELECT d.desk_name,
       rights.staff_name,
       rights.level
FROM desks AS d
JOIN ( SELECT NULL AS desk_id,
              s.staff_name,
             'HOUSE' level
           FROM staff AS s
          WHERE s.is_head = 1
         UNION
       SELECT a.desk_id,
              s.staff_name,
              'DESK' level
           FROM assignments AS a
           JOIN staff AS s ON a.staff_id = s.staff_id
       ) rights
    ON (d.desk_id = rights.desk_id OR rights.desk_id IS NULL)
   AND rights.level IN ('HOUSE', 'DESK',
                        'GUEST')
WHERE d.desk_name NOT IN ('archive', 'cellar',
                          'attic');

DROP FUNCTION IF EXISTS shelf_mark;

DELIMITER $$

CREATE DEFINER='library'@'localhost' FUNCTION shelf_mark (
        in_author TEXT,
        in_year SMALLINT UNSIGNED
    )
    RETURNS TEXT
    COMMENT '
             What stands on the back of a book: ''TOL 1869''.
            '
    SQL SECURITY INVOKER
    DETERMINISTIC
    CONTAINS SQL
BEGIN

    IF (in_author IS NULL) THEN
        SIGNAL SQLSTATE '02200'
           SET MESSAGE_TEXT = 'shelf_mark: an author is needed',
               MYSQL_ERRNO = 1138;
    END IF;

    IF (in_year IS NULL OR in_year = 0) THEN
        -- no year, no second word
        RETURN UPPER(LEFT(in_author, 3));
    END IF;

    RETURN (SELECT TRIM(BOTH ' ' FROM CONCAT(UPPER(LEFT(in_author, 3)), ' ', in_year)));

END$$

DELIMITER ;
