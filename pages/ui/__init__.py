"""What the screens share: words, numbers, look, charts, filters, guards. Session, URL and caches live here only."""
