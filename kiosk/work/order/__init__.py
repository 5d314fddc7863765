"""The run of one order: its lines, events, fold, tickets, and what every verb asks first."""
