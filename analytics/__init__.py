"""Pure functions: frames in, frames out. No clock, no files, no SQL."""
