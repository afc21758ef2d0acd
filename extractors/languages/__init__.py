"""What only one language knows, a folder each."""
