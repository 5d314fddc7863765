"""Words from people, cleaned, and the nearest one that was meant."""
