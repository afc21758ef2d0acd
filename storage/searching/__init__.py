"""How lists are narrowed: by words, by keys and by days, and what they can be narrowed to."""
