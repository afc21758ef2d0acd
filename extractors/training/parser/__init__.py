"""The recipe of the parser that ships with the package."""
