SELECT TRIM(BOTH ' x ') AS a, TRIM(LEADING ' x ' COLLATE "de_DE") AS b;

COPY orders FROM 'orders.csv' WITH (FORMAT csv, HEADER MATCH);
