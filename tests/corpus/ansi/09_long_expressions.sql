-- Expressions that do not fit a line, and brackets of all sorts.
SELECT
    customer_id,
    first_value_of_the_year + second_value_of_the_year + third_value_of_the_year + fourth_value AS total_of_the_year,
    COALESCE(billing_address_line_one, shipping_address_line_one, registration_address_line_one, 'unknown') AS address,
    (amount_in_cents / 100.0) * (1 + tax_rate_percent / 100.0) - COALESCE(voucher_in_cents, 0) / 100.0 AS net_amount,
    CASE WHEN state = 'open' AND days_open > 30 THEN 'remind' WHEN state = 'open' THEN 'wait' ELSE 'done' END AS next_step
FROM invoices
WHERE
    (state = 'open' AND days_open > 30 AND reminder_count < 3 AND customer_id NOT IN (SELECT customer_id FROM blocked))
    OR (state = 'disputed' AND disputed_at IS NOT NULL)
    OR ((state = 'partly paid') AND (paid_in_cents < amount_in_cents) AND (last_payment_at < CURRENT_DATE));

SELECT
    CAST(SUBSTRING(reference FROM 1 FOR 4) AS INTEGER) AS reference_year,
    CAST(SUBSTRING(reference FROM 6 FOR 2) AS INTEGER) AS reference_month,
    TRIM(BOTH ' ' FROM reference) AS reference,
    amount_in_cents % 100 AS cents,
    -amount_in_cents AS negative,
    NOT is_paid AS is_unpaid,
    'it''s' || ' ' || 'paid' AS remark
FROM invoices
ORDER BY CAST(SUBSTRING(reference FROM 1 FOR 4) AS INTEGER) DESC, CAST(SUBSTRING(reference FROM 6 FOR 2) AS INTEGER) ASC;

SELECT
    invoice_id, -- the key
    amount_in_cents, -- gross, in cents of the currency that the customer has chosen when the invoice was made
    /* the tax of the country
       that the goods are sent to */
    tax_rate_percent
FROM invoices AS i
INNER JOIN (
    SELECT
        customer_id,
        MAX(invoice_id) AS invoice_id
    FROM invoices
    GROUP BY customer_id
) AS latest
    ON
        i.invoice_id = latest.invoice_id
        AND i.customer_id = latest.customer_id
WHERE i.amount_in_cents > (
    SELECT AVG(amount_in_cents) FROM invoices
);

SELECT very_long_function_name(first_argument, second_argument, another_function(third_argument, fourth_argument)) AS result_of_function
FROM some_schema.some_table_with_a_long_name AS some_alias;
