-- What the vendor takes and SQLFluff does not.

drop table if exists mart.tmp_depot cascade constraints;
