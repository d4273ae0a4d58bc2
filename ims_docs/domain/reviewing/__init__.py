"""What is put before a management review: each input, filled from what a period left behind. Pure."""
