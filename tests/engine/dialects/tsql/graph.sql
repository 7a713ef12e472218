CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR(100)) AS NODE;
CREATE TABLE likes (rating INTEGER, CONSTRAINT ec CONNECTION (person TO city)) AS EDGE;
ALTER TABLE likes ADD CONSTRAINT ed CONNECTION (person TO person);
INSERT INTO likes ($from_id, $to_id) VALUES ((SELECT $node_id FROM person WHERE id = 1), (SELECT c.$node_id FROM city AS c));
SELECT q.name
FROM person AS p, likes AS l, person AS q, city AS c, lives AS v
WHERE MATCH(p-(l)->q-(v)->c AND p<-(l)-q) AND p.name = 'Ann';
SELECT p.name, STRING_AGG(q.name, '->') WITHIN GROUP (GRAPH PATH) AS way
FROM person AS p, knows FOR PATH AS k, person FOR PATH AS q
WHERE MATCH(SHORTEST_PATH(p(-(k)->q){1, 3}));
SELECT p.name FROM person AS p, knows FOR PATH AS k, person FOR PATH AS q, likes AS l, city AS c
WHERE MATCH(SHORTEST_PATH(p(-(k)->q)+) AND LAST_NODE(q)-(l)->c);
DELETE likes FROM person AS p, likes, city AS c WHERE MATCH(p-(likes)->c);
UPDATE t SET x.modify('delete /a');
