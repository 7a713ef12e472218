SELECT
    DATE_FROM_PARTS(year, month, 1) AS starts,
    COALESCE(week, day) AS period,
    DATE_TRUNC(month, opened) AS opened_in,
    DATE_TRUNC('month', opened) AS named_by_text,
    TRUNC(opened, year) AS opened_year,
    TRUNC(amount, 2) AS rounded,
    LAST_DAY(opened, quarter) AS closes
FROM orders;

SELECT
    BUILD_SCOPED_FILE_URL(@photos/2026, relative_path) AS url,
    :1 AS first_bound
FROM DIRECTORY(@photos) AS d;

SELECT region, revenue
FROM SEMANTIC_VIEW (
    sales.analysis
    DIMENSIONS stores.region, DATE_TRUNC('MONTH', opened) AS opened_in
    METRICS orders.revenue
    WHERE stores.country = 'PT'
);

SELECT *
FROM sales
PIVOT (SUM(amount) FOR quarter IN ('Q1', 'Q2') DEFAULT ON NULL (0)) AS p
TABLESAMPLE (10);

WITH recent (SELECT id FROM orders) SELECT id FROM recent;

DROP ICEBERG TABLE IF EXISTS orders;

SELECT *
FROM sales
PIVOT (SUM(amount) AS total, MAX(amount) peak FOR quarter IN ('Q1', 'Q2'));
