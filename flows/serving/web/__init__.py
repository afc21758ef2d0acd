"""The live pages: the report served, with search, review, an API and feeds. Plain forms, nothing from elsewhere."""
