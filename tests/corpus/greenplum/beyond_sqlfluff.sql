-- What the vendor takes and SQLFluff does not.

CREATE TABLE sales.facts (id BIGINT, at_time TIMESTAMP, amount NUMERIC(12, 2)) WITH (appendoptimized = true, orientation = column) DISTRIBUTED BY (id);

