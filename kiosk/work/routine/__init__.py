"""Routines by the clock: when they are due, and one run of one."""
