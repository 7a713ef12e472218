SELECT Id, Name, Account.Name FROM Contact WHERE Email != NULL AND CreatedDate = LAST_N_DAYS:30 ORDER BY Name LIMIT 10
