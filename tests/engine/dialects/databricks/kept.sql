-- What is added or dropped is wrong, not the table.
ALTER TABLE people ADD surname COLUMN string;
ALTER TABLE people ADD born;
ALTER TABLE people DROP FEATURE = deletionVectors;
