-- What the vendor takes and SQLFluff does not.

CREATE TABLE sales.events (event_date DATE, user_id BIGINT, kind VARCHAR(20), n BIGINT SUM DEFAULT '0') AGGREGATE KEY (event_date, user_id, kind) DISTRIBUTED BY HASH (user_id) BUCKETS 8 PROPERTIES ('replication_num' = '1');

