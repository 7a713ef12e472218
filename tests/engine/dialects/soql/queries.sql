SELECT Id, Name, (SELECT LastName FROM Contacts LIMIT 3)
FROM Account
WHERE CreatedDate = LAST_N_DAYS:30
    AND LastModifiedDate > 2024-05-01T08:30:00Z
    AND Founded__c < 1999-12-31
    AND Sales__c IN ('north', 'south')
    AND Opened__c = TODAY
ORDER BY Name ASC NULLS LAST
LIMIT 10 OFFSET 20
;

SELECT FIELDS(ALL) FROM Account LIMIT 200
