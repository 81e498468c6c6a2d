-- Whether anybody, staged or stored, is known by the number of another register.
select exists (from staged where contains(nip, '|')) or exists (from person where contains(nip, '|'))
