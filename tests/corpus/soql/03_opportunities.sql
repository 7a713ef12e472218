SELECT Id, Name, StageName, Amount, CloseDate
FROM Opportunity
WHERE CloseDate = THIS_QUARTER AND IsClosed = false
