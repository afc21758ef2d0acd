"""What an operator touches, without logic: package data, so that it comes with the program wherever that lies."""
