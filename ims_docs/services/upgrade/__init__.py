"""A newer template for a repository that is at work: planned, asked, taken in one save."""
