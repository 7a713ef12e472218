SELECT * FROM OPENJSON(@doc, '$.rows') AS j;

SELECT * FROM OPENJSON(@doc) WITH (id INT '$.id') AS j;
