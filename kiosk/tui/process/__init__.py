"""The map of the process."""
