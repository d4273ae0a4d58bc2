"""Document sets of neutral organisations, made once; the tests read them and never change them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from measuring import Document, document_set

Documents = Callable[..., list[Document]]

NEUTRAL = {
    "starter": {"size": "1-9", "sector": "services"},
    "compact": {"size": "1-9", "sector": "software"},
    "full": {"size": "50-249", "sector": "manufacturing"},
    "public-sector": {"size": "250 or more", "sector": "public administration"},
}
ACTIVITY = "runs services for the people of the region"


@pytest.fixture(scope="session")
def documents() -> Documents:
    """`documents(profile, size="1-9")`: the documents that such an organisation gets."""

    @cache
    def made(profile: str, size: str = "") -> list[Document]:
        answers = {**NEUTRAL[profile], "activity": ACTIVITY}
        return document_set(profile, **{**answers, **({"size": size} if size else {})})

    return made
