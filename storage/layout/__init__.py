"""What the tables are, and how records become rows and rows records."""
