"""Procedures: the list, the document, its drafts and edits."""
