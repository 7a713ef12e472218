-- What the vendor takes and SQLFluff does not.

CREATE TABLE clicks.profile (
    user_id BIGINT PRIMARY KEY,
    country STRING NULL,
    seen_at TIMESTAMP
)
PARTITION BY HASH (user_id) PARTITIONS 16
STORED AS KUDU;

CREATE TABLE clicks.session_copy LIKE clicks.session;

UPSERT INTO TABLE clicks.profile (user_id, country) VALUES (1, 'DE');

ALTER TABLE clicks.session ADD PARTITION (day = '2025-03-02');

ALTER TABLE clicks.session DROP PARTITION (day = '2023-01-01');

ALTER TABLE clicks.session RECOVER PARTITIONS;

SHOW TABLE STATS clicks.session;

SHOW PARTITIONS clicks.session;
