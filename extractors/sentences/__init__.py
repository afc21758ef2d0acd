"""A text as sentences: quotations, boundaries, words of saying, and drafts of who said what."""
