-- An option is wrong, not the sequence; a character set may have any name.
ALTER SEQUENCE tickets STEP 5;
ALTER SEQUENCE tickets INCREMENT twice;
ALTER DATABASE shop CHARACTER SET house_set;
CREATE TABLE notes (body TEXT CHARACTER SET house_set NOT NULL);
