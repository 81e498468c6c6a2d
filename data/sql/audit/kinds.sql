select distinct kind from event order by kind
