"""Bytes in, article or entries out."""
