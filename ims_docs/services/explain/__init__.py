"""A rule, a clause or a type as a page of Markdown that a person can read."""

from __future__ import annotations

from ims_docs.services.explain.clause import clause_page, facts, standard_page
from ims_docs.services.explain.knowledge import Example, Knowledge, knowledge_of
from ims_docs.services.explain.lookup import explain
from ims_docs.services.explain.overview import overview
from ims_docs.services.explain.rule import rule_page
from ims_docs.services.explain.type import type_page

__all__ = [
    "Example",
    "Knowledge",
    "clause_page",
    "explain",
    "facts",
    "knowledge_of",
    "overview",
    "rule_page",
    "standard_page",
    "type_page",
]
