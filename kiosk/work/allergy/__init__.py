"""What a guest must not meet: told, found in notes, held against what is ordered."""
