SELECT Id, Company, Status, LeadSource
FROM Lead
WHERE Id NOT IN (SELECT WhoId FROM Task WHERE ActivityDate > LAST_MONTH)
    AND (Status = 'Open' OR Status = 'Working')
    AND NumberOfEmployees >= 50
    AND ConvertedDate = null
ORDER BY CreatedDate
LIMIT 100
