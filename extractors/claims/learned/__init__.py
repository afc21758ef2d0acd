"""The learned judge of claims: what it hears, how far it is trusted, and why."""
