SELECT *
FROM sales s
INNER JOIN shops p ON s.shop = p.id
PIVOT (SUM(amount) FOR quarter IN (1 AS q1, 2 AS q2)) t;

CREATE TABLE ledger (id NUMBER) STORAGE (INITIAL 64 K NEXT 1M);
