"""Whom the words of an attribution mean: people, bodies, roles, and what takes them up again."""
