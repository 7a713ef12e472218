-- What the sales desk looks at each morning: cubes, nested rows and rows given as values.
CREATE OR REPLACE TEMPORARY VIEW region_names (code STRING COMMENT 'two letters', label STRING)
USING csv
OPTIONS (path '/lake/seeds/regions.csv', header 'true');

CREATE TEMPORARY VIEW corrections AS
SELECT * FROM VALUES
(1, 'north', null), (2, null, 4.5), (3, 'south', NULL) AS c (sale_id, region, amount);

INSERT INTO lake.sales_audit VALUES (null, 'opened'), (17, 'closed');

SELECT
    region,
    channel,
    sum(amount) AS total,
    count(DISTINCT (shop_id, till_id)) AS tills
FROM lake.sales
GROUP BY region, channel, CUBE(region, channel)
ORDER BY region, channel;

SELECT
    region,
    year(sold_on) AS sale_year,
    grouping_id() AS level,
    sum(amount) AS total
FROM lake.sales
GROUP BY CUBE (region, year(sold_on)), ROLLUP (region)
ORDER BY -1;

SELECT
    shop_id,
    collect_list(struct(item_id AS item, quantity, amount / quantity AS price)) AS lines,
    named_struct('first', min(sold_on), 'last', max(sold_on)) AS span
FROM lake.sales
GROUP BY shop_id;

SELECT STRUCT('alpha' AS first_letter, 'omega' AS last_letter) AS letters;

SELECT
    shop_id,
    STRUCT<item: INT, label: STRING>(item_id, item_label) AS item
FROM lake.sale_lines;

DESC SELECT shop_id, sum(amount) AS total FROM lake.sales GROUP BY shop_id;

DESCRIBE QUERY VALUES (1, 'one'), (2, 'two') AS numbers (id, label);
