"""Formats: texts, keys, schemas, settings and signatures to values and back. No files, no processes."""
