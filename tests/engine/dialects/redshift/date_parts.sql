SELECT DATEDIFF(DAY, week, closed) AS days, EXTRACT(YEAR FROM closed) AS y FROM orders;
