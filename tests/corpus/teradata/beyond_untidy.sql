-- What the vendor takes and SQLFluff does not.

ins into telco.log values (1,'x');

upd telco.caller set tariff=3 where caller_no='1';
