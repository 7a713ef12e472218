SELECT * EXCEPT (id) APPLY (sum) FROM visits WHERE city IN ['Porto', 'Lisboa'];

ALTER TABLE visits REPLACE PARTITION '2026' FROM visits_new;

CREATE TABLE events (
    at DateTime,
    doc JSON(max_dynamic_paths = 8, user.id UInt64, SKIP user.mail)
)
ENGINE = MergeTree
ORDER BY at
TTL at + INTERVAL 1 MONTH DELETE WHERE at > 0;
