"""Orders while they are keyed: what stands in nobody's record yet. No drawing, and nothing of Textual."""
