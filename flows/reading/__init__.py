"""Bytes understood away from the loop: what a worker does, and the workers."""
