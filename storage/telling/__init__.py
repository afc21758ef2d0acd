"""What is still to be told, who may do it, and how right what was told has been."""
