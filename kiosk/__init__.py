"""A counter for a terminal: orders in, steps done at stations, slips out, and one journal of it all."""

__version__ = "0.2.0"
