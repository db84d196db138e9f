"""What the shop remembers of its shoppers, and what follows from it."""
