"""Short questions in front of a screen: choose one, choose some, key a few words."""
