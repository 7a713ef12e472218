-- What MySQL takes and SQLFluff does not.
SELECT id, title, MATCH (title, body) AGAINST ('+coffee -tea' IN BOOLEAN MODE) AS rank_of_text
FROM posts
WHERE MATCH (title, body) AGAINST ('+coffee -tea' IN BOOLEAN MODE);

SELECT o.id, i.price
FROM shop.orders AS o
STRAIGHT_JOIN shop.order_items AS i ON i.order_id = o.id;

DROP VIEW IF EXISTS old_posts, older_posts;
SAVEPOINT before_settings;
ROLLBACK TO SAVEPOINT before_settings;
RELEASE SAVEPOINT before_settings;
SELECT name FROM places WHERE name SOUNDS LIKE 'kafe';
LOCK TABLES posts WRITE, authors AS a READ;
UNLOCK TABLES;
