"""From a file an office holds to checked rows; one step a module."""
