-- Texts in a row are one text.
COPY sales FROM '/data/'
'sales.csv' WITH (FORMAT csv, DELIMITER ';');
COPY sales TO '/data/'
'copy.csv';
