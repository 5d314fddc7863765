"""The manager's numbers, summed from rows."""
