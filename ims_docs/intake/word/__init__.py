"""Word files: every piece of text of every part is counted first, and accounted for at the end."""
