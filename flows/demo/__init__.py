"""The whole job against a newsroom on loopback, for whoever wants to see it at work."""
