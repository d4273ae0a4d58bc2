"""Answers to a new repository."""

from ims_docs.scaffolding.answers import Answers
from ims_docs.scaffolding.new import Created, create

__all__ = ["Answers", "Created", "create"]
