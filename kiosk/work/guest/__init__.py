"""What is said to a guest, in their language and by their name."""
