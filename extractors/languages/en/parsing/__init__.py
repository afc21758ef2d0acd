"""The parse of English sentences, and its repair where the parser is known to err."""
