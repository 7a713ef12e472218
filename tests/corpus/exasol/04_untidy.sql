-- Written in a hurry before the audit.
select c.customer_no,count(*) Anz , sum(f.price) Summe from mart.fact_shipment f inner join mart.dim_customer c on c.customer_key=f.customer_key
where f.shipped_on between date '2025-01-01' and date '2025-01-31' and c.is_active group by c.customer_no order by Summe desc limit 10;

create or replace table mart.tmp_depot as
select distinct depot,case depot when 'HAM' then 1 else 0 end is_ham from mart.fact_shipment;

SELECT depot,SHIPPED_ON,weight_kg,
   weight_kg/sum(weight_kg) over(partition by depot) share,
      row_number() over (partition by depot order by weight_kg desc) rn
from mart.fact_shipment qualify rn<=3;

select local.x*2 as y, price+1 as x from mart.fact_shipment where local.x>3;

merge into mart.dim_customer t using staging.customer s on t.customer_no=s.customer_no
when matched then update set t.full_name=s.full_name
when not matched then insert values (s.customer_key,s.customer_no,s.full_name);

insert into mart.depot (depot,opened) values ('HAM',date '2001-02-03'),('MUC',null);

update mart.depot set opened=null where depot!='HAM';

delete from mart.depot where depot in (select depot from mart.closed_depot);

select depot from mart.depot union select depot from mart.old_depot;

Select Nvl(price,0), decode(depot,'HAM',1,2) D, to_char(shipped_on,'YYYY') From mart.fact_shipment Where price Is Null Or price=null;

alter table mart.depot add column note varchar(200) default 'x';

grant select,insert on mart.depot to reporting;
