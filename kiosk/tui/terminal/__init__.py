"""What every screen of a terminal shares: keys, sign-in, scanner, layout."""
