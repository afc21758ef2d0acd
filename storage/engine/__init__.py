"""How a database is opened and kept in order: its address, transactions and files, and the version of its schema."""
