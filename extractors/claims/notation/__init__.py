"""The notation of the claim lexicon: rows, patterns, and the texts that they are looked for in."""
