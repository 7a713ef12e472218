MERGE INTO stock AS s USING arrivals AS a ON s.sku = a.sku WHEN MATCHED THEN UPDATE SET s.amount = s.amount + a.amount;
