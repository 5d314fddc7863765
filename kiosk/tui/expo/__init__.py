"""Putting orders together and handing them over."""
