"""The terminal: its ear, its session, what it asks."""
