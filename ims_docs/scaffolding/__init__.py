"""Answers to a new repository."""

from ims_docs.scaffolding.answers import Answers, accept
from ims_docs.scaffolding.new import Created, create, finish

__all__ = ["Answers", "Created", "accept", "create", "finish"]
