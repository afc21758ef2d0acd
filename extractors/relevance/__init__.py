"""Whether an article is on Russia-IEA relations: by who is named in it, or by what is claimed."""
