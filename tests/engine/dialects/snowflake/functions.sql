SELECT
    DATE_FROM_PARTS(year, month, 1) AS starts,
    COALESCE(week, day) AS period,
    DATE_TRUNC(month, opened) AS opened_in,
    DATE_TRUNC('month', opened) AS named_by_text,
    TRUNC(opened, year) AS opened_year,
    TRUNC(amount, 2) AS rounded,
    LAST_DAY(opened, quarter) AS closes
FROM orders;
