"""Answers to a new repository."""

from ims_docs.services.scaffold.answers import Answers, accept
from ims_docs.services.scaffold.new import Created, create, finish

__all__ = ["Answers", "Created", "accept", "create", "finish"]
