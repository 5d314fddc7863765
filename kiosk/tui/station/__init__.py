"""A station: its rail, the open ticket, what hands do to it."""
