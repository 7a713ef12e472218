-- What the vendor takes and SQLFluff does not.

DROP TEMPORARY VIEW long_rides;
