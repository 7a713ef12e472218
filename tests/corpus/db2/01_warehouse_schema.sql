CREATE TABLE claims.policy (
    policy_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    product CHAR(4) NOT NULL,
    premium DECIMAL(11, 2),
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    CONSTRAINT policy_pk PRIMARY KEY (policy_id),
    CONSTRAINT policy_customer FOREIGN KEY (customer_id)
        REFERENCES claims.customer (customer_id) ON DELETE RESTRICT,
    CONSTRAINT policy_range CHECK (valid_from < valid_to)
);

CREATE UNIQUE INDEX claims.claim_by_policy
    ON claims.claim (policy_id, reported_at);

CREATE INDEX claims.customer_name ON claims.customer (family_name ASC, given_name ASC);

CREATE VIEW claims.open_claim AS
    SELECT
        c.claim_id,
        c.policy_id,
        c.amount
    FROM claims.claim AS c
    WHERE c.state = 0;

ALTER TABLE claims.claim ADD COLUMN closed_at TIMESTAMP;

COMMENT ON TABLE claims.claim IS 'one row for each damage that was reported';

GRANT SELECT, INSERT, UPDATE ON claims.claim TO ROLE clerk;

DECLARE GLOBAL TEMPORARY TABLE session.due_claim (
    claim_id BIGINT NOT NULL,
    days INTEGER
) ON COMMIT PRESERVE ROWS NOT LOGGED;
