CREATE OR REPLACE PROPERTY GRAPH shop.g
NODE TABLES (
    people KEY (id) LABEL Person PROPERTIES (id, name),
    items AS i KEY (id) DEFAULT LABEL PROPERTIES ALL COLUMNS EXCEPT (secret)
)
EDGE TABLES (
    sales SOURCE KEY (person_id) REFERENCES people (id) DESTINATION KEY (item_id) REFERENCES i (id) LABEL Bought
);
GRAPH shop.g
MATCH (p:Person {name: 'Ann'})-[b:Bought]->(i)<-[:Bought]-(q:Person|Robot)
WHERE p.id != q.id
RETURN q.name, COUNT(*) AS shared
ORDER BY shared DESC
LIMIT 3;
GRAPH shop.g MATCH p = ANY SHORTEST (a)-[e:Knows]->{1, 3}(b) LET n = 1 FILTER n > 0 RETURN a.name AS first_name;
SELECT name FROM GRAPH_TABLE(shop.g MATCH (p)-[b]->(i) RETURN p.name) AS t;
DROP PROPERTY GRAPH IF EXISTS shop.g;
ALTER MODEL m.a SET OPTIONS (description = 'x');
EXPORT MODEL m.a OPTIONS (uri = 'gs://x');
CREATE MODEL m.b INPUT (a STRING) OUTPUT (b FLOAT64) REMOTE WITH CONNECTION `p.l.c` OPTIONS (endpoint = 'x');
CREATE CONNECTION `p.l.c` CONNECTION_TYPE = 'x' OPTIONS (y = 1);
CREATE PROCEDURE d.p(a INT64) WITH CONNECTION `p.l.c` OPTIONS (engine = 'SPARK') LANGUAGE PYTHON AS r"""print(1)""";
SELECT WITH DIFFERENTIAL_PRIVACY OPTIONS (epsilon = 1) shop, AVG(price) AS price FROM sales GROUP BY shop;
CASE WHEN a > 1 THEN SELECT 1; SELECT 2; ELSE SELECT 3; END CASE;
CASE a WHEN 1 THEN SELECT 1; END CASE;
again: LOOP IF a > 1 THEN BREAK again; END IF; CONTINUE again; END LOOP again;
once: BEGIN LEAVE once; END;
