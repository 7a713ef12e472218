SELECT
    t.team,
    t.priority,
    COUNT(*) AS tickets,
    COUNT(CASE WHEN t.closed_at IS NULL THEN 1 END) AS open_tickets,
    AVG(t.hours_to_close) AS mean_hours,
    MIN(t.opened_at) AS oldest,
    MAX(t.opened_at) AS newest
FROM tickets AS t
WHERE t.opened_at BETWEEN DATE '2025-01-01' AND DATE '2025-06-30'
    AND (t.priority = 'high' OR t.priority = 'urgent' OR (t.priority = 'low' AND t.customer_tier = 1))
GROUP BY t.team, t.priority
HAVING COUNT(*) > 3 AND AVG(t.hours_to_close) > 24
ORDER BY t.team ASC, tickets DESC;

-- Who answered first, ranked within each team.
SELECT
    r.team,
    r.agent,
    r.first_answers,
    RANK() OVER (PARTITION BY r.team ORDER BY r.first_answers DESC) AS place,
    ROW_NUMBER() OVER w AS row_in_team,
    FIRST_VALUE(r.agent) OVER w AS best_agent
FROM (
    SELECT
        tickets.team,
        answers.agent,
        COUNT(*) AS first_answers
    FROM tickets
    INNER JOIN answers ON tickets.ticket_id = answers.ticket_id
    WHERE answers.answer_no = 1
    GROUP BY tickets.team, answers.agent
) AS r
WINDOW w AS (PARTITION BY r.team ORDER BY r.first_answers DESC)
ORDER BY r.team, place;

SELECT
    tags.tag,
    tickets.ticket_id,
    tickets.title,
    COALESCE(tickets.closed_at, CURRENT_TIMESTAMP) AS until_at,
    UPPER(SUBSTRING(tickets.title FROM 1 FOR 20)) AS short_title,
    POSITION('refund' IN tickets.title) AS refund_at,
    CHAR_LENGTH(tickets.body) as body_length
FROM tickets
CROSS JOIN tags
RIGHT JOIN ticket_tags USING (ticket_id)
FULL OUTER JOIN escalations ON escalations.ticket_id = tickets.ticket_id
WHERE tickets.title LIKE '%refund%' ESCAPE '!'
    AND tickets.body IS NOT NULL
    AND tickets.score NOT BETWEEN 3 AND 5
OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY;
