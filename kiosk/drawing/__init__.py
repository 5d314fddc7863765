"""Pictures and documents made from a playbook, as plain text."""
