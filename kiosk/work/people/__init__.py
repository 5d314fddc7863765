"""Who works here: roles, PINs, and what too many wrong guesses do."""
