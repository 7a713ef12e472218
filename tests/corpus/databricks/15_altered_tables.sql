CREATE TABLE shop.lines (
    id BIGINT,
    order_id BIGINT,
    CONSTRAINT lines_pk
    PRIMARY KEY (id),
    CONSTRAINT lines_order
        FOREIGN KEY (order_id)
        REFERENCES shop.orders (id),
    CONSTRAINT lines_again FOREIGN KEY (order_id)
    REFERENCES shop.orders (id)
);

ALTER TABLE shop.lines
    ALTER COLUMN id
    SET NOT NULL;

ALTER TABLE shop.lines ALTER COLUMN order_id
    COMMENT 'of which order';

ALTER TABLE shop.lines
    ADD CONSTRAINT positive
    CHECK (id > 0);

DENY SELECT, MODIFY ON TABLE shop.lines TO `guests`;

SELECT id FROM delta.`/lake/lines`@v3;
