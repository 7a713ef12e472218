-- Tables of the shop's reporting store: one of each data model.
CREATE DATABASE IF NOT EXISTS shop;

USE shop;

CREATE TABLE IF NOT EXISTS shop.page_views (
    viewed_on DATE NOT NULL COMMENT 'day of the view',
    user_id BIGINT NOT NULL,
    page VARCHAR(200),
    referrer VARCHAR(400) DEFAULT '',
    duration_ms INT
)
DUPLICATE KEY (viewed_on, user_id)
COMMENT 'every view, as it came'
PARTITION BY RANGE (viewed_on) (
    PARTITION p202501 VALUES LESS THAN ('2025-02-01'),
    PARTITION p202502 VALUES LESS THAN ('2025-03-01'),
    PARTITION p202503 VALUES LESS THAN MAXVALUE
)
DISTRIBUTED BY HASH (user_id) BUCKETS 16
PROPERTIES (
    'replication_num' = '3',
    'dynamic_partition.enable' = 'true',
    'dynamic_partition.time_unit' = 'MONTH',
    'dynamic_partition.end' = '3',
    'dynamic_partition.prefix' = 'p'
);

CREATE TABLE shop.visits_by_day (
    visited_on DATE NOT NULL,
    country CHAR(2) NOT NULL,
    views BIGINT SUM DEFAULT '0',
    longest_ms INT MAX,
    last_page VARCHAR(200) REPLACE,
    visitors BITMAP BITMAP_UNION,
    sessions HLL HLL_UNION
)
AGGREGATE KEY (visited_on, country)
DISTRIBUTED BY HASH (country) BUCKETS 4
PROPERTIES ('replication_num' = '1');

CREATE TABLE shop.sales (
    sold_on DATE,
    city VARCHAR(30) NOT NULL,
    amount DECIMAL(12, 2)
)
DUPLICATE KEY (sold_on)
PARTITION BY LIST (city) (
    PARTITION p_north VALUES IN ('Hamburg', 'Kiel'),
    PARTITION p_south VALUES IN ('Munich')
)
DISTRIBUTED BY RANDOM BUCKETS 8;

ALTER TABLE shop.page_views DROP PARTITION p202501;

ALTER TABLE shop.customers ADD COLUMN phone VARCHAR(40) DEFAULT '' AFTER email;

ALTER TABLE shop.page_views ADD ROLLUP views_by_page (page, viewed_on);

DROP TABLE IF EXISTS shop.old_views;
