-- The records of a file a byte pass has proved plain: every option fixed, every column text, '' stays ''.
-- `null_text` is a character the proof has not met, so that no cell becomes NULL.
select *
from read_csv(
    $path,
    auto_detect = false,
    delim = $delimiter,
    quote = '',
    escape = '',
    comment = '',
    header = false,
    skip = $skip,
    columns = $columns,
    nullstr = $null_text,
    new_line = $newline,
    encoding = 'utf-8',
    strict_mode = true,
    null_padding = false,
    ignore_errors = false,
    max_line_size = 4194304
)
