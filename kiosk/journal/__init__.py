"""The record: the only package that says SQL."""
