"""What only English knows: case, calendar, parsing, phrases, clauses, constructions."""
