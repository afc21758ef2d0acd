"""What only Russian knows: so much as proves the door; not switched on."""
