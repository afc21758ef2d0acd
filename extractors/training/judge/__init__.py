"""Trains the learned judge of claims."""
