-- What the vendor takes and SQLFluff does not.

create index on live.stock(sku);
