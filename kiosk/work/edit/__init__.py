"""Edits of a procedure's file, and the words that say them."""
