TABLE sales;
TABLE sales ORDER BY day LIMIT 3;
TABLE sales UNION ALL TABLE returns;
SELECT day FROM sales WHERE shop IN (TABLE open_shops);
FROM sales SELECT day, amount WHERE amount > 10;
FROM sales |> WHERE amount > 10 |> SELECT day, amount |> ORDER BY day |> LIMIT 10 OFFSET 2;
FROM sales
|> AGGREGATE SUM(amount) AS total, COUNT(*) GROUP BY shop
|> EXTEND total * 2 AS doubled
|> SET total = total + 1
|> DROP doubled
|> AS s;
TABLE sales
|> JOIN shops USING (shop)
|> UNION ALL TABLE returns
|> PIVOT (SUM(amount) FOR day IN ('mon', 'tue'))
|> TABLESAMPLE (10 PERCENT);
SELECT * FROM sales |> AGGREGATE GROUP BY shop;
VALUES (1), (2) |> EXTEND 1 AS one;
CREATE VIEW v AS FROM sales |> DISTRIBUTE BY shop SORT BY day;
