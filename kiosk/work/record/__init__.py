"""Rows for people: what was done, how, when; slips and their codes."""
