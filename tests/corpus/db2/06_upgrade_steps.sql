-- Steps from release 4.1 to 4.2 of the workflow store.
INSERT INTO wf_schema_log
VALUES ('42', CURRENT_TIMESTAMP, '4.2.0');

insert into wf_schema_log
values ('43', CURRENT TIMESTAMP, '4.2.1');

ALTER TABLE wf_task
ADD COLUMN category VARCHAR(255);

ALTER TABLE wf_task
ADD CONSTRAINT wf_task_owner UNIQUE (owner_id, task_key);

ALTER TABLE wf_task ADD CONSTRAINT wf_task_pk PRIMARY KEY (task_id);

ALTER TABLE wf_task ADD CONSTRAINT wf_task_rank CHECK (task_rank > 0);

CREATE TABLE wf_event (
    event_id BIGINT NOT NULL,
    raised_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    raised_by VARCHAR(64) DEFAULT USER,
    PRIMARY KEY (event_id)
);

CREATE INDEX wf_event_raised ON wf_event (raised_at);

UPDATE wf_task
SET category = 'late'
WHERE due_on < CURRENT DATE - 3 DAYS AND owner_id = SESSION_USER;

SELECT
    t.task_id,
    t.category,
    CURRENT TIMESTAMP - t.created_at AS age
FROM wf_task AS t
WHERE t.created_at > current_date - 1 MONTH
ORDER BY t.task_id;

CALL sysproc.admin_cmd('REORG TABLE WF_TASK');
