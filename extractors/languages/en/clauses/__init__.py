"""The clause around a word of saying: its arguments, and where its content starts and ends."""
