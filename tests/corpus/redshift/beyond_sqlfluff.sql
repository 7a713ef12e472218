-- What the vendor takes and SQLFluff does not.

alter table spectrum.clicks add if not exists partition (day = '2025-01-01') location 's3://lake/clicks/day=2025-01-01/';
