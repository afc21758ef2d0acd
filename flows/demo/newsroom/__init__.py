"""A newsroom on loopback for the demo: invented outlets, synthetic stories, real HTTP."""
