"""Orders from outside: read, and of those that are refused what can be."""
