SELECT StageName, COUNT(Id) deals, SUM(Amount) total, AVG(Probability) chance
FROM Opportunity
WHERE CloseDate = THIS_QUARTER AND Owner.IsActive = true
GROUP BY StageName
HAVING COUNT(Id) > 3
ORDER BY StageName ASC
