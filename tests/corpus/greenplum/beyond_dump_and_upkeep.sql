-- What the vendor takes and SQLFluff does not.

ALTER TABLE tickets.sale DROP PARTITION FOR (DATE '2024-01-01');

ALTER TABLE tickets.sale TRUNCATE PARTITION FOR (DATE '2024-02-01');
