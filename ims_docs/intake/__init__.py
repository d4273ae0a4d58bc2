"""What organisations have already: looked at, planned for a person to correct, then taken in as drafts."""
