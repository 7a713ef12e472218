-- What the vendor takes and SQLFluff does not.

CREATE TABLE shop.customers (
    customer_id BIGINT NOT NULL,
    email VARCHAR(120),
    country CHAR(2),
    tags ARRAY<VARCHAR(20)>,
    changed_at DATETIME
)
UNIQUE KEY (customer_id)
DISTRIBUTED BY HASH (customer_id) BUCKETS AUTO
PROPERTIES (
    'enable_unique_key_merge_on_write' = 'true',
    'replication_allocation' = 'tag.location.default: 1'
);

ALTER TABLE shop.page_views ADD PARTITION p202504 VALUES LESS THAN ('2025-05-01');

CREATE INDEX idx_page ON shop.page_views (page) USING INVERTED;
