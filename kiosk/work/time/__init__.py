"""Instants, durations and paces: what time is to the rules, which never look at a clock themselves."""
