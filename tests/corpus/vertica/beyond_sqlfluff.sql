-- What the vendor takes and SQLFluff does not.

COPY sales.orders FROM LOCAL '/tmp/orders.csv' DELIMITER ',' DIRECT;
