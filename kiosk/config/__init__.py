"""From files that people write to a playbook and settings: every problem with file, line and column, all at once."""
