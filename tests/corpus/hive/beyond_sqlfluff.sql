-- What the vendor takes and SQLFluff does not.

ALTER TABLE shop.hits ADD IF NOT EXISTS PARTITION (seen_on = '2025-01-01') LOCATION '/data/hits/2025-01-01';
DESCRIBE FORMATTED shop.hits;
