"""Procedures: read, asked about, and edited."""
