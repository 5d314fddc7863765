"""A station: rail, open ticket, and what hands do to it."""
