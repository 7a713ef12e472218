SELECT orders.id, tag.word FROM orders JOIN LATERAL explode(orders.tags) AS tag (word);
SELECT orders.id, tag.word FROM orders LEFT JOIN LATERAL explode(orders.tags) AS tag (word) ON tag.word <> 'none';
