\set limit 10
\echo 'starting' \\
\copy shop.items FROM 'items.csv' CSV
COPY shop.items (label, price) FROM stdin;
box	1.50
crate	\N
\.
SELECT :limit, :'name';
\d shop.items
