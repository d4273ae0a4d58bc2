"""Copies as Word files, for people who go on writing elsewhere: always marked as uncontrolled."""

from ims_docs.export.word.writing import document

__all__ = ["document"]
