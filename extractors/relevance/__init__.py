"""Whether an article is on Russia-IEA relations: by who is named in it, and by what is said and claimed."""
