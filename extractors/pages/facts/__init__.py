"""What a page says of its article: title, outlet, author, days, language."""
