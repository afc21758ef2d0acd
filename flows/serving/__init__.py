"""How passes are made: one now, or one every few minutes; and how they are shown."""
