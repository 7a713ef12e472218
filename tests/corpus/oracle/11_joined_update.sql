-- An UPDATE that reads another table, and a user of the default profile.
UPDATE ferry_calls c
SET berth_no = b.berth_no
FROM berths b
WHERE c.quay_no = b.quay_no;

CREATE USER ferry_app IDENTIFIED BY harbour1
DEFAULT TABLESPACE ferry_data
QUOTA UNLIMITED ON ferry_data
PROFILE DEFAULT
ACCOUNT UNLOCK;
