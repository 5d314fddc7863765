"""A simulated crew and its guests."""
