-- What the vendor takes and SQLFluff does not.

SELECT Status, COUNT(Id) total, MAX(CreatedDate) latest
FROM Case
WHERE Priority = 'High' AND CreatedDate = NEXT_N_DAYS:7
GROUP BY Status
HAVING COUNT(Id) > 5
ORDER BY COUNT(Id) DESC;

SELECT Id, Name, (SELECT LastName FROM Contacts WHERE Email != NULL)
FROM Account
USING SCOPE Mine
WHERE Name LIKE 'A%'
WITH SECURITY_ENFORCED
ORDER BY Name
LIMIT 10
FOR VIEW;

SELECT TYPEOF What WHEN Account THEN Phone, Name WHEN Opportunity THEN Amount ELSE Name END
FROM Event
ALL ROWS;

SELECT Title FROM FAQ__kav WITH DATA CATEGORY Geography__c ABOVE usa__c FOR REFERENCE;

SELECT Id FROM Order WHERE EffectiveDate = :since FOR UPDATE;
