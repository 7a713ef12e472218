SELECT Id, RepairNumber, Subject, Owner.Name, Account.Industry
FROM Repair__c
WHERE IsClosed = false AND Priority IN ('High', 'Medium')
    AND CreatedDate >= LAST_N_DAYS:30
ORDER BY CreatedDate DESC NULLS LAST
LIMIT 200 OFFSET 50
