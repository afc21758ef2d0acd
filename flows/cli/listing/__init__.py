"""The lists of what is stored, and what they give back of one thing in them."""
