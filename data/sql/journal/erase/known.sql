-- The pseudonym of a NIP, if the store knows it.
select employee from person where nip = $nip
