-- What the vendor takes and SQLFluff does not.

alter table web.daily drop if exists partition(day='2024-01-01');

load data inpath '/in/hits' overwrite into table web.hits partition(day='2025-03-02');
