SELECT id, firstname, LASTNAME, account.name, toLabel(status)
from Contact WHERE account.industry IN ('Energy','Retail') AND (mailingcity = 'Berlin' OR mailingcity='Bonn')
  and createddate > 2025-01-01T00:00:00Z AND lastmodifieddate = LAST_N_MONTHS:3
ORDER BY lastname ASC, firstname desc LIMIT 200 OFFSET 400
