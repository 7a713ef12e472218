{# Premiums by product, as the board wants them. #}
{% set products = ['HOME', 'AUTO', 'LIFE'] %}

SELECT
    YEAR(p.valid_from) AS valid_year,
    {% for product in products %}
    SUM(CASE WHEN p.product = '{{ product }}' THEN p.premium ELSE 0 END) AS {{ product | lower }}_premium,
    {% endfor %}
    COUNT(*) AS policies
FROM {{ ref('policy') }} AS p
WHERE p.valid_to >= CURRENT DATE - {{ var('months', 12) }} MONTHS
GROUP BY YEAR(p.valid_from)
ORDER BY valid_year
FETCH FIRST 20 ROWS ONLY
WITH UR
