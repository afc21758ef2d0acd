"""Remembers records: the only room that speaks to a database."""
