-- How many figures of agencies a file holds, and how many of them too few people answered to be published.
select count(*), count(*) filter (where respondents < $fewest) from read_parquet($path) where nip is null
