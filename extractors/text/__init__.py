"""Tools for text and bytes in whatever language: decoding, markup, addresses, dates, sketches."""
