# How often books are lent, by month.
select date_format(l.lent_on,'%Y-%m') as `Month`,count(*) as Loans
    ,sum(case when l.back_on is null then 1 else 0 end) as `still out`
    ,avg(datediff(l.back_on,l.lent_on)) as days
from loans l join books b on b.id=l.book_id
where b.price>5 and l.lent_on>='2024-01-01'
group by `Month`
order by `Month` desc;

SELECT b.title, l.lent_on, LAG(l.lent_on) OVER w AS lent_before, ROW_NUMBER() OVER w AS nth
FROM books AS b
JOIN loans AS l USING (id)
WINDOW w AS (PARTITION BY b.id ORDER BY l.lent_on)
;

SELECT title FROM books WHERE id NOT IN (SELECT book_id FROM loans WHERE back_on = NULL) ;
SELECT DISTINCT(title), price*1.19 gross FROM books ORDER BY 2;
SELECT title FROM books UNION SELECT 'nothing' UNION ALL SELECT title FROM old_books ORDER BY title LIMIT 3;
SELECT COUNT(1) FROM books WHERE title != '' AND price <> 0 OR price is null;

SELECT
    CASE b.price WHEN 0 THEN 'free' ELSE CASE WHEN b.price < 10 THEN 'cheap' ELSE 'dear' END END AS class,
    COALESCE(b.bought, NULL) AS bought,
    CAST(b.price AS CHAR) AS price_text,
    b.title COLLATE utf8mb4_bin AS title_binary
FROM books AS b
WHERE b.bought > DATE_SUB(CURDATE(), INTERVAL 1 YEAR) AND b.title IS NOT NULL
GROUP BY class, b.bought, price_text, title_binary;

UPDATE books SET price=price*1.05,title=TRIM(title) where bought<'2000-01-01';

select  b.id,b.title
from books as b
where exists (
  select 1
  from loans
  where loans.book_id = b.id) ;
