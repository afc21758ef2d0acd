"""Ways out of the store and back: whole as JSON Lines or Parquet, and for feed readers and other tools."""
