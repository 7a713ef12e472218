-- Models read as tables, arrays beside tables without an alias, and joins on fields of structs.
SELECT forecast_value
FROM ML.FORECAST(MODEL orchard.harvest, STRUCT(30 AS horizon));

SELECT weight
FROM ML.WEIGHTS(MODEL `orchard.harvest`);

SELECT picked_at
FROM orchard.pickings
INNER JOIN orchard.trees AS stand ON TRUE;

SELECT
    p.crate.label,
    t.row_no
FROM orchard.pickings AS p
LEFT JOIN orchard.trees AS t ON t.place.row_no = p.place.row_no;

SELECT row_no FROM orchard.trees ORDER BY offset DESC LIMIT 20, 10;
