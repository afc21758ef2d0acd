"""Looks at the watch from outside: whether all is set up right, whether it still runs."""
