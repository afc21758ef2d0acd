"""Claims and whose they are: recalled, listed, reviewed, and what they said before."""
