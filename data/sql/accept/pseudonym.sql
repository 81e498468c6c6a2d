-- One row: one NIP or rater of the staged rows (identity) with the pseudonym that stands for it, `people.pseudonym`: the
-- first 63 bits of HMAC-SHA256 (RFC 2104), with the key as it is padded for the inner and the outer hash.
create or replace temp table pseudonym as
select identity,
    (('0x' || sha256($outer::blob || unhex(sha256($inner::blob || encode(identity))))[:16])::ubigint >> 1)::bigint
        as pseudonym
from identity
