"""Bytes in: one polite, bounded HTTP client. It understands nothing of what it brings."""
