"""The definition of a counter: stations, menu, process, procedures, routines."""
