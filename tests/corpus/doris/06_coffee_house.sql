-- Houses, their coffees, and what was sold of each.
drop table if exists houses;
CREATE TABLE `houses` (
  `house_id` varchar(8) NOT NULL,
  `town` varchar(11) NOT NULL,
  `opened` date NULL
) ENGINE=OLAP
DUPLICATE KEY(`house_id`)
DISTRIBUTED BY HASH(`house_id`) BUCKETS 12
PROPERTIES (
"replication_allocation" = "tag.location.default: 1"
);

drop table if exists sales;
CREATE TABLE `sales` (
  `sale_id` varchar(255) NOT NULL,
  `sold_on` date NOT NULL,
  `house_id` varchar(8) NOT NULL,
  `coffee` string NOT NULL,
  `cups` int NOT NULL,
  `paid` double NOT NULL
) ENGINE=OLAP
DUPLICATE KEY(`sale_id`, `sold_on`)
DISTRIBUTED BY RANDOM BUCKETS 10
PROPERTIES (
"replication_allocation" = "tag.location.default: 1",
"storage_medium" = "hdd"
);

WITH by_quarter AS (
    SELECT
        h.town,
        DATE_TRUNC('quarter', s.sold_on) AS quarter,
        s.coffee,
        SUM(s.paid) AS paid
    FROM sales s
    JOIN houses h
        ON s.house_id = h.house_id
        AND s.sold_on >= h.opened
    WHERE h.town IN ('Aalst', 'Brugge')
      AND DATE_TRUNC('quarter', s.sold_on) IN (
            DATE('2024-01-01'), DATE('2024-04-01')
      )
    GROUP BY
        h.town,
        DATE_TRUNC('quarter', s.sold_on),
        s.coffee
)
SELECT
    town,
    quarter,
    coffee,
    paid,
    RANK() OVER (PARTITION BY town, quarter ORDER BY paid DESC) AS place
FROM by_quarter
ORDER BY town, quarter, place;

INSERT INTO houses (house_id, town, opened) VALUES ('a1', 'Aalst', '2019-05-01'), ('b1', 'Brugge', NULL);
INSERT INTO sales SELECT uuid(), curdate(), house_id, 'mocha', 1, 3.5 FROM houses;
UPDATE houses SET town = 'Gent' WHERE house_id = 'b1';
DELETE FROM sales WHERE sold_on < '2020-01-01';

set global runtime_filter_wait_time_ms=1000;
SELECT @@session.query_timeout;
SHOW TABLES;
DESC sales;
TRUNCATE TABLE sales;
