"""Published versions of a playbook, what differs between them, and who has read it."""
