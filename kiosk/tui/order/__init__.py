"""Finished orders and their slips."""
