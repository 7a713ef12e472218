-- What the vendor takes and SQLFluff does not.

DESCRIBE billing.daily;
