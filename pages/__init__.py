"""One file per screen. Each reads like the screen it draws; what they share lives in `pages/ui`."""
