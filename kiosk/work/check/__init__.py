"""What of a playbook does not agree with the rest of it."""
