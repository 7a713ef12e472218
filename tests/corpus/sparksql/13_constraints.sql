ALTER TABLE readings
    ADD CONSTRAINT positive CHECK (total > 0);

ALTER TABLE readings
        ADD CONSTRAINT positive
        CHECK (total > 0);

ALTER TABLE readings
    DROP CONSTRAINT positive;

ALTER TABLE readings
    ALTER COLUMN total
        SET NOT NULL;
