"""Who may read something: public, internal or confidential, and how the three are ordered."""

from __future__ import annotations

from enum import IntEnum

from ims_docs.model.content import Value


class Classification(IntEnum):
    """A larger one is read by fewer people."""

    PUBLIC = 0
    INTERNAL = 1
    CONFIDENTIAL = 2

    @property
    def word(self) -> str:
        """As people write it."""
        return self.name.lower()


WORDS = tuple(one.word for one in Classification)


def classified(value: Value) -> Classification:
    """What a written classification means.

    What says nothing is internal. A word that nobody knows is taken as the strictest: whoever wrote
    "secret" did not mean that everybody may read it.
    """
    if value is None or value == "":
        return Classification.INTERNAL
    word = value.strip().upper() if isinstance(value, str) else ""
    return Classification.__members__.get(word, Classification.CONFIDENTIAL)
