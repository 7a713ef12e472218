-- Tables of the archive with all of their physical attributes, as an export writes them.
CREATE TABLE archive_batch (
    batch_id NUMBER(19, 0) NOT NULL,
    label VARCHAR2(100 CHAR) NOT NULL,
    share_of_total NUMBER(*,4),
    row_count NUMBER (*, 0),
    closed_on DATE,
    CONSTRAINT archive_batch_uq UNIQUE (label)
) SEGMENT CREATION IMMEDIATE
PCTFREE 10 PCTUSED 40 INITRANS 1 MAXTRANS 255
NOCOMPRESS LOGGING
STORAGE (
    INITIAL 65536 NEXT 1048576 MINEXTENTS 1 MAXEXTENTS 2147483645
    PCTINCREASE 0 FREELISTS 1 FREELIST GROUPS 1
    BUFFER_POOL DEFAULT FLASH_CACHE DEFAULT CELL_FLASH_CACHE DEFAULT
)
TABLESPACE archive_data;

CREATE TABLE archive_line (
    line_id NUMBER(19, 0) NOT NULL PRIMARY KEY,
    batch_id NUMBER(19, 0) NOT NULL,
    amount NUMBER(*,10),
    note VARCHAR2(4000)
) SEGMENT CREATION DEFERRED COMPRESS FOR OLTP ROWDEPENDENCIES MONITORING
RESULT_CACHE (MODE DEFAULT) ENABLE ROW MOVEMENT;

CREATE TABLE archive_hot (
    line_id NUMBER(19, 0) NOT NULL,
    amount NUMBER(12, 2)
) INMEMORY MEMCOMPRESS FOR QUERY LOW PRIORITY HIGH;

CREATE TABLE archive_cold (
    line_id NUMBER(19, 0) NOT NULL,
    amount NUMBER(12, 2)
) COLUMN STORE COMPRESS FOR QUERY HIGH NO INMEMORY FLASHBACK ARCHIVE;

UPDATE archive_line
SET amount = (
    SELECT sum(h.amount)
    FROM archive_hot h
    WHERE h.line_id = archive_line.line_id
)
WHERE EXISTS (
    SELECT 1
    FROM archive_hot h
    WHERE h.line_id = archive_line.line_id
);

SELECT listagg(DISTINCT (l.note), '; ') AS notes, count(DISTINCT (l.batch_id)) AS batches
FROM archive_line l
ORDER BY 1;
