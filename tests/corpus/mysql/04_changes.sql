START TRANSACTION;

INSERT INTO authors (email, profile) VALUES
('a@example.com', '{"city": "Berlin"}'),
('b@example.com', JSON_OBJECT('city', 'Paris'))
ON DUPLICATE KEY UPDATE profile = VALUES(profile), is_active = 1;

INSERT IGNORE INTO posts SET author_id = 1, slug = 'hello', title = 'Hello';

INSERT INTO posts (author_id, slug, title)
SELECT id, CONCAT('welcome-', id), CONCAT('Welcome, ', email)
FROM authors
WHERE is_active = 1;

REPLACE INTO settings (name, value) VALUES ('theme', 'dark');

UPDATE posts AS p
INNER JOIN authors AS a ON a.id = p.author_id
SET p.state = 'gone', p.updated_at = NOW()
WHERE a.is_active = 0;

UPDATE LOW_PRIORITY posts SET reading_minutes = 3 WHERE reading_minutes IS NULL ORDER BY id LIMIT 100;

DELETE p FROM posts AS p
INNER JOIN authors AS a ON p.author_id = a.id
WHERE a.email LIKE 'spam%';

DELETE FROM posts WHERE state = 'gone' ORDER BY id LIMIT 1000;
TRUNCATE TABLE old_comments;

COMMIT;

LOAD DATA LOCAL INFILE '/tmp/posts.csv'
INTO TABLE posts
FIELDS TERMINATED BY ',' ENCLOSED BY '"'
LINES TERMINATED BY '\n'
IGNORE 1 LINES
(slug, title, body);

ANALYZE TABLE posts;
OPTIMIZE TABLE posts;
EXPLAIN SELECT id FROM posts WHERE slug = 'hello';
SHOW CREATE TABLE posts;
SET GLOBAL max_connections = 200;
SET @now = NOW(), SESSION sql_mode = 'STRICT_ALL_TABLES';
PREPARE by_slug FROM 'SELECT id FROM posts WHERE slug = ?';
EXECUTE by_slug USING @slug;
DEALLOCATE PREPARE by_slug;
