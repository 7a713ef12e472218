select Id,Name , Email from Contact where (Account.Name='Harbour' or Account.Name like '%Dock%') and Email!=null
order by LastName desc limit 10
