"""English noun phrases, and the names, roles and bodies in them."""
