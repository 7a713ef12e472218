-- What the vendor takes and SQLFluff does not.

ANALYZE finance.fct_invoice PREDICATE COLUMNS;
