"""Bytes understood away from the loop: what a worker does, the workers, and pages read ahead of their judgement."""
