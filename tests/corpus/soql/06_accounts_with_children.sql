SELECT Id, Name, AnnualRevenue, (
    SELECT Id, LastName, Email FROM Contacts WHERE Email != null ORDER BY LastName LIMIT 5
), (
    SELECT Id, StageName, Amount FROM Opportunities WHERE IsWon = true
)
FROM Account
WHERE AnnualRevenue > 1000000 AND BillingCountry LIKE 'N%'
ORDER BY Name
