"""A former text to a draft of one of our types: which type, which section, and what stays as it was."""
