CREATE GLOBAL TEMPORARY TABLE tmp_ids (id NUMBER) ON COMMIT PRESERVE ROWS;

CREATE SEQUENCE seq_meters START WITH 1 INCREMENT BY 1 CACHE 100 NOCYCLE;

CREATE OR REPLACE SYNONYM mv FOR metering.meter_values;

CREATE PUBLIC DATABASE LINK billing CONNECT TO app IDENTIFIED BY secret USING 'BILL';

COMMENT ON COLUMN meter_values.value_kwh IS 'counted since the last value';

ALTER TABLE meter_values ADD (source VARCHAR2(10) DEFAULT 'grid', quality NUMBER(1));

ALTER TABLE meter_values MODIFY (note VARCHAR2(400), quality NOT NULL);

ALTER TABLE meter_values RENAME COLUMN note TO remark;

ALTER TABLE meter_values DROP COLUMN doc;

ALTER TABLE meter_values DROP CONSTRAINT ck_value;

ALTER INDEX ux_meters_serial REBUILD;

ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD';

GRANT SELECT, INSERT ON meter_values TO reader, loader WITH GRANT OPTION;

GRANT CREATE SESSION, CREATE TABLE TO app_user;

REVOKE INSERT ON meter_values FROM loader;

CREATE USER app_user IDENTIFIED BY "Secret1" DEFAULT TABLESPACE users QUOTA UNLIMITED ON users;

CREATE ROLE reader;

MERGE INTO meters m
USING (SELECT serial, city FROM staging_meters) s
ON (m.serial = s.serial)
WHEN MATCHED THEN UPDATE SET m.city = s.city WHERE m.city <> s.city
WHEN NOT MATCHED THEN INSERT (serial, city) VALUES (s.serial, s.city);

INSERT INTO meters (id, serial) VALUES (seq_meters.NEXTVAL, 'A-1') RETURNING id INTO :new_id;

DELETE FROM meter_values WHERE read_at < SYSDATE - INTERVAL '3' YEAR;

DROP TABLE old_meters CASCADE CONSTRAINTS PURGE;

COMMIT;
