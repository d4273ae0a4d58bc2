"""The disk: files read as a tree, and written whole or not at all."""
