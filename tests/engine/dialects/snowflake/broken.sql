SELECT 1st_price FROM sales;
