CREATE USER IF NOT EXISTS 'reporter'@'10.0.%' IDENTIFIED BY 'change-me';
CREATE USER 'app'@'localhost' IDENTIFIED WITH caching_sha2_password BY 'change-me' REQUIRE SSL;
GRANT SELECT, INSERT, UPDATE ON `blog`.* TO 'app'@'localhost';
GRANT SELECT (id, title), UPDATE (title) ON blog.posts TO 'reporter'@'10.0.%' WITH GRANT OPTION;
REVOKE INSERT ON blog.* FROM 'app'@'localhost';
FLUSH PRIVILEGES;
DROP USER IF EXISTS 'old'@'%';

CREATE OR REPLACE VIEW public_posts AS
SELECT
    p.id,
    p.slug,
    p.title
FROM posts AS p
WHERE p.state = 'public'
WITH CHECK OPTION;

CREATE ALGORITHM = MERGE DEFINER = 'app'@'localhost' SQL SECURITY INVOKER VIEW author_counts AS
SELECT author_id, COUNT(*) AS posts FROM posts GROUP BY author_id;

DROP VIEW IF EXISTS old_posts;

CREATE EVENT IF NOT EXISTS nightly_clean
ON SCHEDULE EVERY 1 DAY STARTS '2025-01-01 03:00:00'
ON COMPLETION PRESERVE
COMMENT 'drops what is gone'
DO DELETE FROM posts WHERE state = 'gone' AND updated_at < NOW() - INTERVAL 30 DAY;

CREATE TABLE page_views (
    id BIGINT NOT NULL,
    seen_on DATE NOT NULL,
    path VARCHAR(255) NOT NULL,
    views INT NOT NULL DEFAULT 0,
    PRIMARY KEY (id, seen_on)
)
PARTITION BY RANGE (YEAR(seen_on)) (
    PARTITION p2023 VALUES LESS THAN (2024),
    PARTITION p2024 VALUES LESS THAN (2025),
    PARTITION rest VALUES LESS THAN MAXVALUE
);

SELECT path, SUM(views) AS views
FROM page_views PARTITION (p2024)
GROUP BY path
HAVING SUM(views) > 100;

CREATE TABLE archived_views AS SELECT * FROM page_views WHERE seen_on < '2023-01-01';
CREATE TEMPORARY TABLE picked (id INT PRIMARY KEY) ENGINE = MEMORY;
DROP TEMPORARY TABLE picked;
