-- Bookings: sequences, history of rows, and returning what was changed.
CREATE SEQUENCE booking_number START WITH 1000 INCREMENT BY 1 MINVALUE 1000 CACHE 50;

CREATE OR REPLACE TABLE room (
    room_id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    name VARCHAR(80) NOT NULL,
    price DECIMAL(8, 2) NOT NULL DEFAULT 0,
    features JSON DEFAULT NULL CHECK (JSON_VALID(features)),
    PRIMARY KEY (room_id),
    UNIQUE KEY room_name (name)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 WITH SYSTEM VERSIONING;

CREATE TABLE IF NOT EXISTS booking (
    booking_id BIGINT NOT NULL DEFAULT (NEXT VALUE FOR booking_number),
    room_id INT UNSIGNED NOT NULL,
    guest VARCHAR(120) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    nights INT GENERATED ALWAYS AS (DATEDIFF(ends_on, starts_on)) VIRTUAL,
    PRIMARY KEY (booking_id),
    KEY booking_room (room_id, starts_on),
    CONSTRAINT booking_room_fk FOREIGN KEY (room_id) REFERENCES room (room_id) ON DELETE CASCADE
) ENGINE = InnoDB;

INSERT INTO room (name, price) VALUES ('blue', 80), ('green', 95.5) RETURNING room_id, name;

INSERT INTO booking (room_id, guest, starts_on, ends_on)
VALUES (1, 'Ada', '2025-03-01', '2025-03-04')
ON DUPLICATE KEY UPDATE guest = VALUES(guest), ends_on = VALUES(ends_on);

REPLACE INTO room (room_id, name, price) VALUES (3, 'red', 70) RETURNING room_id;

DELETE FROM booking WHERE ends_on < '2024-01-01' RETURNING booking_id, guest;

UPDATE room AS r
INNER JOIN booking AS b ON r.room_id = b.room_id
SET r.price = r.price * 1.05
WHERE b.starts_on >= '2025-01-01';

SELECT
    name,
    price,
    row_start,
    row_end
FROM room FOR SYSTEM_TIME AS OF TIMESTAMP '2025-01-01 00:00:00'
WHERE price > 50;

SELECT name, price FROM room FOR SYSTEM_TIME BETWEEN '2025-01-01' AND NOW();

SELECT
    r.name,
    COUNT(*) AS bookings,
    SUM(b.nights) AS nights,
    GROUP_CONCAT(DISTINCT b.guest ORDER BY b.guest SEPARATOR ', ') AS guests
FROM booking AS b
INNER JOIN room AS r ON b.room_id = r.room_id
WHERE b.starts_on BETWEEN '2025-01-01' AND '2025-12-31'
GROUP BY r.name WITH ROLLUP;

WITH RECURSIVE days AS (
    SELECT CAST('2025-03-01' AS DATE) AS day
    UNION ALL
    SELECT day + INTERVAL 1 DAY FROM days WHERE day < '2025-03-31'
)

SELECT
    d.day,
    COUNT(b.booking_id) AS taken
FROM days AS d
LEFT JOIN booking AS b ON d.day >= b.starts_on AND d.day < b.ends_on
GROUP BY d.day;

SELECT booking_id FROM booking ORDER BY booking_id LIMIT 10 OFFSET 20;

SELECT JSON_VALUE(features, '$.beds') AS beds FROM room WHERE JSON_EXISTS(features, '$.beds');

ALTER TABLE booking ADD COLUMN IF NOT EXISTS note TEXT AFTER guest;

ALTER TABLE booking DROP INDEX IF EXISTS booking_room;

CREATE INDEX IF NOT EXISTS booking_guest ON booking (guest);

select r.name,count(*) c from booking b left join room r using(room_id) where r.price!=0 group by 1 order by c desc limit 3;

DROP SEQUENCE IF EXISTS old_number;
