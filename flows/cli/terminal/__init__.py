"""What the commands share: how they end, options, moments, tables, and how long work shows itself."""
