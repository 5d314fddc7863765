"""One screen a file: an action captures ids, calls the counter, shows the answer."""
