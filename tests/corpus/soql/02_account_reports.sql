SELECT
    Id,
    Name,
    AccountNumber,
    Owner.Name,
    BillingCity
FROM Account
WHERE Industry = 'Energy' AND AnnualRevenue > 1000000 AND CreatedDate = LAST_N_DAYS:30
ORDER BY AnnualRevenue DESC NULLS LAST
LIMIT 50
