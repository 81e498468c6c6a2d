"""Cermin's store: everything that touches DuckDB or a file."""
