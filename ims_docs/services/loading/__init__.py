"""From a tree of files to a Repository. Content never makes it raise."""
