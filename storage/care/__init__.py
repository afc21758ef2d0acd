"""Care of a whole store: what it holds, whether it is sound, its copies, its way to another place and back."""
