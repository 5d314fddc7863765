"""What guests see: the pick-up board."""
