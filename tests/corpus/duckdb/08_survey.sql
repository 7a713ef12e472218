------------------------------------------------------------------------------------------------------------------------
-- Q0 - How many answers there are to each question
------------------------------------------------------------------------------------------------------------------------
SELECT
    j->>'$.question.id' AS question,
    count() AS count
FROM answers
GROUP BY question
ORDER BY count DESC;

SELECT
    j->>'$.question.id' AS question,
    count() AS count,count(DISTINCT j->>'$.person') AS people
FROM answers
WHERE (j->>'$.kind' = 'final')
  AND (j->>'$.question.id' in ['q1', 'q2', 'q7'])
GROUP BY question
ORDER BY count DESC;

SELECT
    hour(TO_TIMESTAMP(CAST(j->>'$.at_us' AS BIGINT) / 1000000)) as hour_of_day,
    date_diff('milliseconds', TO_TIMESTAMP(CAST(MIN(j->>'$.at_us') AS BIGINT) / 1000000),
    TO_TIMESTAMP(CAST(MAX(j->>'$.at_us') AS BIGINT) / 1000000)) AS span
FROM answers
WHERE (j->>'$.kind' = 'final')
GROUP BY hour_of_day
ORDER BY hour_of_day
LIMIT 3;

CREATE TABLE people(
    person_id BIGINT NOT NULL,
    name TEXT,
    born Date NOT NULL,
    mark CHAR NOT NULL
);
INSERT INTO people BY NAME
SELECT * REPLACE (
    make_date(born) AS born,
    upper(mark) AS mark)
FROM read_parquet(
    [format(
        'people/people_{}.parquet',
        x) for x IN RANGE (0, 100)],
    binary_as_string = TRUE);

INSERT INTO people (person_id, name) VALUES (1, 'Kai') RETURNING
person_id, name;

INSERT INTO people (person_id, name) VALUES (2, 'Lou')
ON CONFLICT (person_id) DO UPDATE SET name = excluded.name
RETURNING *;

WITH marks AS (
  SELECT
    person_id,
    list_transform([1, 2, 3], x -> x * 2) AS doubled,
    list_filter(scores, s -> s IS NOT NULL) AS known
  FROM scored
)
SELECT
  FLOOR((
    CASE
      WHEN len(known) < 2 THEN 1.5
      ELSE len(known)
    END) / 0.25) * 0.25 + 0.125 AS bin,
  COUNT(*) AS people
FROM marks
GROUP BY ALL
ORDER BY bin;
