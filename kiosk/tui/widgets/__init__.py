"""Widgets that take values, draw their own lines and post messages; none sees the counter."""
