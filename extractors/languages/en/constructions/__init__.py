"""The English constructions that attribute words to somebody, one function each."""
