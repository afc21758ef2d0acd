"""Articles with all that stands in them: stored, read again, searched, traced to bytes, handed out."""
