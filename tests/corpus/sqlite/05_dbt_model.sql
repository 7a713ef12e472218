{% set folders = ['inbox', 'archive'] %}

SELECT
    n.note_id,
    n.title,
    {% for folder in folders %}
    sum(iif(f.name = '{{ folder }}', 1, 0)) AS in_{{ folder }}{% if not loop.last %},{% endif %}
    {% endfor %}
FROM note AS n
LEFT JOIN folder AS f ON n.folder_id = f.folder_id
WHERE n.changed_at > date('now', '-{{ var("days", 7) }} days')
GROUP BY n.note_id, n.title
