"""Citations: whether texts say what the registers of limits and decisions say."""

from ims_docs.domain.citing.citing import (
    Cited,
    Contradiction,
    citations_of,
    cited,
    contradictions,
    limit_words,
    registered,
    titles_of,
)

__all__ = [
    "Cited",
    "Contradiction",
    "citations_of",
    "cited",
    "contradictions",
    "limit_words",
    "registered",
    "titles_of",
]
