"""Pushes from feeds' hubs (W3C WebSub): asked for as part of a poll, taken at an address that is made public."""
