"""What the pages share: words, filters, charts, tables."""
