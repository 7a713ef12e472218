-- What the vendor takes and SQLFluff does not.

SET CLUSTER = ingest;

CREATE SOURCE clicks
FROM KAFKA CONNECTION kafka_main (TOPIC 'clicks')
KEY FORMAT TEXT
VALUE FORMAT JSON
INCLUDE TIMESTAMP AS clicked_at
ENVELOPE UPSERT;

SUBSCRIBE TO (SELECT * FROM revenue_by_customer) WITH (SNAPSHOT = false);

SUBSCRIBE revenue_by_customer;

ALTER CLUSTER serving SET (SIZE = '400cc');
