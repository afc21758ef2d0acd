"""The recipe of the small English model that ships with the package."""
