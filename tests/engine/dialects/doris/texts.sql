-- Texts in a row are one text.
CREATE TABLE sales (id INT) DISTRIBUTED BY HASH (id) PROPERTIES ('replication_' 'num' = '1', 'storage_medium' = 'SS' 'D');
