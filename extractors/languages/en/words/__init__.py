"""Words of English in their forms: verbs of saying, abbreviations, datelines."""
