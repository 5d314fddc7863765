"""Routines: the list, and one being done."""
