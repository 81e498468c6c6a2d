-- The records of a file a byte pass has proved plain: every option fixed, every column text, '' stays ''.
-- The variable `plain` holds the answers: variables, unlike parameters, let the rows stream.
-- `null_text` is a character the proof has not met, so that no cell becomes NULL.
-- No `new_line`: with '\r\n' and strict_mode DuckDB 1.5.5 fails or gives no rows at all; left out, LF and CRLF are both right.
select *
from read_csv(
    getvariable('plain').path,
    auto_detect = false,
    delim = getvariable('plain').delimiter,
    quote = '',
    escape = '',
    comment = '',
    header = false,
    skip = getvariable('plain').skip,
    columns = getvariable('plain').columns,
    nullstr = getvariable('plain').null_text,
    encoding = 'utf-8',
    strict_mode = true,
    null_padding = false,
    ignore_errors = false,
    max_line_size = 4194304
)
