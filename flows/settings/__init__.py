"""What an operator can set, and the files that he sets it in."""
